"""Requests to `POST /api/v1/lookup`."""

ADDRESS = "/api/v1/lookup"
EXAMPLE = {
    "present": ["livedo", "skin-ulcer", "severe-skin-pain"],
    "absent": ["fever", "calcified-skin-lesion"],
    "unsure": ["purpura"],
    "risk": ["dialysis"],
}


def send(client, data, status=200, **headers):
    # Without the second naming, Django's client leaves out the type of an empty body.
    response = client.post(
        ADDRESS, data, "application/json", headers=headers, CONTENT_TYPE="application/json"
    )
    assert response.status_code == status
    assert response["Content-Type"] == "application/json"
    return response.json()


def told(answer):
    return {one["problem"]: one["given"] for one in answer["problems"]}
