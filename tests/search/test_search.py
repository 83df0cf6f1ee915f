import pytest

from tests.dom import by_class, links, parse, text, texts
from tests.factories import make_author, make_post

pytestmark = pytest.mark.django_db


def found(client, query: str, prefix: str = "") -> list[str]:
    response = client.get(f"{prefix}/search/", {"q": query})
    assert response.status_code == 200
    return texts(by_class(parse(response), "story__title"))


@pytest.mark.parametrize("query", ["corridor", "CORRIDOR", "neutral ground", "doron", "  corridor   ground "])
def test_words_of_title_standfirst_and_author_find_a_post(client, query):
    make_post(title="The long corridor", standfirst="On neutral ground.", authors=[make_author("Maya Doron")])
    make_post(title="Something else")

    assert found(client, query) == ["The long corridor"]


def test_every_word_must_be_found(client):
    make_post(title="The long corridor")
    assert found(client, "corridor bridge") == []


def test_the_newest_come_first(client):
    make_post(title="Corridor one")
    make_post(title="Corridor two")
    assert found(client, "corridor") == ["Corridor two", "Corridor one"]


def test_each_language_finds_its_own(client):
    make_post(title="מסדרון ארוך", language="he")
    assert found(client, "מסדרון", "/he") == ["מסדרון ארוך"]
    assert found(client, "מסדרון") == []


@pytest.mark.parametrize("query", ["ה-INSS", '"הגרעין"', "סֶקֶר", "רימון-כץ"])
def test_a_hebrew_keyboard_finds_what_is_printed(client, query):
    author = make_author("Rimon-Katz", name_he="רימון־כץ")
    make_post(title="סקר ה־INSS על ״הגרעין״", language="he", authors=[author])
    assert found(client, query, "/he") == ["סקר ה־INSS על ״הגרעין״"]


def test_an_author_is_found_by_either_name(client):
    make_post(title="By Maya", authors=[make_author("Maya Doron", name_he="מאיה דורון")])
    assert found(client, "מאיה") == ["By Maya"]


@pytest.mark.parametrize("query", ["", "   ", "\0"])
def test_nothing_asked_is_nothing_searched(client, query):
    make_post()
    assert found(client, query) == []


@pytest.mark.parametrize("query", ["%", "_", "\\", "' OR 1=1 --", '"', "a\0b", "*", "<script>", "x" * 5000])
def test_signs_of_any_search_syntax_are_only_signs(client, query):
    make_post(title="Plain")
    assert found(client, query) == []


def test_the_query_is_shown_as_it_was_understood(client):
    response = client.get("/search/", {"q": "<b>\0" + "x" * 300})
    [field] = [field for field in parse(response).iter("input") if field.get("id") == "sq"]

    assert field.get("value").startswith("<b>")
    assert len(field.get("value")) <= 200


def test_nothing_found_is_said_with_the_words(client):
    response = client.get("/search/", {"q": "corridor"})
    assert "Nothing was found for “corridor”." in text(parse(response).find(".//main"))


def test_the_words_stay_when_the_list_is_filtered_or_turned(client):
    for _ in range(21):
        make_post(title="Corridor")
    tree = parse(client.get("/search/", {"q": "corridor"}))
    hidden = [
        field for field in tree.iter("input") if field.get("type") == "hidden" and field.get("name") == "q"
    ]
    [following] = [link for link in tree.iter("link") if link.get("rel") == "next"]

    assert [field.get("value") for field in hidden] == ["corridor"]
    assert following.get("href") == "http://testserver/search/?q=corridor&page=2"


def test_search_pages_are_kept_out_of_other_search_engines(client):
    tree = parse(client.get("/search/"))
    assert "noindex" in {meta.get("content") for meta in tree.iter("meta")}


def test_a_search_without_a_result_leads_to_topics_and_archive(client):
    tree = parse(client.get("/search/?q=nobody"))
    [main] = tree.iter("main")
    assert {"topic": "/topics/", "archive": "/archive/"}.items() <= links(main).items()
