from django.urls import include, path

from .views import (
    body,
    changes,
    comparison,
    conditions,
    experts,
    feedback,
    leaflet,
    lookup,
    pages,
    pictures,
    search,
    sources,
    vocabulary,
)

app_name = "conditions"
urlpatterns = [
    path("", pages.home, name="home"),
    # conditions
    path("conditions/", conditions.condition_list, name="condition-list"),
    path("conditions/<slug:slug>/", conditions.condition, name="condition"),
    path("conditions/<slug:slug>/leaflet/", leaflet.leaflet, name="leaflet"),
    path("conditions/<slug:slug>/leaflet.pdf", leaflet.leaflet_pdf, name="leaflet-pdf"),
    path("conditions/<slug:slug>/changes/", changes.changes, name="changes"),
    path("conditions/<slug:slug>/editions/<int:number>/", conditions.edition, name="edition"),
    path("photographs/<slug:digest>/<int:width>.jpg", pictures.picture, name="picture"),
    path("compare/", comparison.compare, name="compare"),
    path("tree/", conditions.condition_tree, name="condition-tree"),
    # vocabulary
    path("symptoms/", vocabulary.symptom_list, name="symptom-list"),
    path("symptoms/<slug:slug>/", vocabulary.symptom, name="symptom"),
    path("risk-factors/", vocabulary.risk_factor_list, name="risk-factor-list"),
    path("risk-factors/<slug:slug>/", vocabulary.risk_factor, name="risk-factor"),
    path("glossary/", vocabulary.glossary, name="glossary"),
    # body map
    path("body/", body.body_map, name="body-map"),
    path("body/<slug:slug>/", body.place, name="place"),
    # lookup
    path("lookup/", lookup.lookup, name="lookup"),
    path("lookup/summary/", lookup.summary, name="lookup-summary"),
    # search
    path("search/", search.search, name="search"),
    path("opensearch.xml", search.open_search, name="opensearch"),
    # api
    path("api/v1/", include("conditions.api.urls")),
    # sources
    path("sources/", sources.source_list, name="source-list"),
    path("sources/<slug:slug>/", sources.source, name="source"),
    # readers' remarks
    path("feedback/", feedback.feedback, name="feedback"),
    path("feedback/thanks/", feedback.thanks, name="feedback-thanks"),
    # review by experts without an account
    path("review/", experts.review, name="expert-review"),
    path(
        "review/photographs/<slug:digest>/<int:width>.jpg", experts.picture, name="expert-picture"
    ),
    path("review/thanks/", experts.thanks, name="expert-review-thanks"),
    # about
    path("about/", pages.about, name="about"),
    path("editorial-policy/", pages.editorial_policy, name="editorial-policy"),
    path("privacy/", pages.privacy, name="privacy"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("robots.txt", pages.robots, name="robots"),
]
