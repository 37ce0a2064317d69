import pytest
from backports.zstd import compress, decompress
from django.http import HttpResponse
from django.test import RequestFactory

from calcsite.compression import HttpCompressionMiddleware

PAGE = "".join(f"<li>{number} of {number * 7} people</li>" for number in range(3000)).encode()


@pytest.fixture
def answered():
    def answer(accepted):
        request = RequestFactory().get("/", headers={"Accept-Encoding": accepted})
        return HttpCompressionMiddleware(lambda _request: HttpResponse(PAGE))(request)

    return answer


def test_pages_are_smaller_than_the_package_would_make_them(answered):
    response = answered("gzip, deflate, br, zstd")

    assert response.headers["Content-Encoding"] == "zstd"
    assert decompress(response.content) == PAGE
    assert len(response.content) < len(compress(PAGE))


@pytest.mark.parametrize("accepted", ["", "identity", "compress"])
def test_who_takes_nothing_gets_the_page_as_it_is(answered, accepted):
    assert answered(accepted).content == PAGE
