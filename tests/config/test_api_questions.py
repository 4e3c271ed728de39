"""Questions, people and lists through our API."""

from __future__ import annotations

from tests.config.api_caller import ROOT, STRANGER, Answer, caller
from tests.conftest import person, post_by, question_by
from toctoc.community.models import Post
from toctoc.people.models import Actor

ASKED = {
    "text": "Une plaie qui ne ferme pas : que faites-vous ?",
    "audience": {"kind": "professionals"},
    "question": {"topics": ["dermatologie", "plaies"], "urgency": "today"},
}


def test_what_waits_stands_as_on_pages_and_its_pages_repeat_and_forget_nothing(carrelet: Actor) -> None:
    star, newcomer = person("vedette", "doctor", proved=True), person("nouvelle", "doctor", proved=True)
    Actor.objects.filter(pk=star.pk).update(followers_count=800)
    old = [question_by(newcomer, f"Débutante {number}, que faire ?").pk for number in range(2)]
    new = [question_by(star, f"Connue {number}, que faire ?").pk for number in range(3)]
    peer = caller(carrelet)
    everything = peer.get("/questions/waiting")
    assert ids_of(everything) == [old[1], new[2], new[1], new[0], old[0]]
    first = peer.get("/questions/waiting?limit=3")
    assert ids_of(first) == [new[2], new[1], new[0]]
    assert f"before={new[0]}" in first.headers["Link"]
    question_by(star, "Venue entre deux pages, que faire ?")
    second = peer.get(f"/questions/waiting?limit=3&before={new[0]}")
    assert ids_of(second) == [old[1], old[0]]
    assert "Link" not in second.headers
    assert peer.get("/questions/waiting?before=hier").status == 422


def ids_of(answer: Answer) -> list[int]:
    return [int(one["id"]) for one in answer.body["items"]]


def test_a_question_waits_for_a_peer_is_answered_and_closed(ruisseau: Actor, carrelet: Actor) -> None:
    asker, peer = caller(ruisseau), caller(carrelet)
    said = asker.post("/posts", ASKED)
    assert (said.status, said.body["voice"]) == (201, "practice")
    assert said.body["question"] == {"topics": ["dermatologie", "plaies"], "urgency": "today", "state": "open"}
    assert said.body["url"] == f"http://127.0.0.1:8000/questions/{said.body['id']}"
    question_id = said.body["id"]
    assert [q["id"] for q in peer.get("/questions/waiting").body["items"]] == [question_id]
    assert peer.post("/posts", {"text": "Un pansement gras.", "reply_to": question_id}).status == 201
    assert peer.get("/questions/waiting").body["items"] == []
    assert asker.get(f"/questions/{question_id}").body["question"]["state"] == "answered"
    path = f"/posts/{question_id}/state"
    assert asker.post(path, {"state": "closed"}).body["field"] == "outcome"
    assert asker.post(path, {"state": "closed", "outcome": "Voir a@exemple.test"}).body["field"] == "outcome"
    assert asker.post(path, {"state": "unanswered"}).status == 403
    assert asker.post(path, {"state": "perdue"}).body["field"] == "state"
    assert peer.post(path, {"state": "closed", "outcome": "Fini."}).status == 403
    closed = asker.post(path, {"state": "closed", "outcome": "Pansement gras, revu dans huit jours."})
    assert closed.body["question"]["outcome"] == "Pansement gras, revu dans huit jours."


def test_lists_of_questions_filter_and_go_on_by_key(ruisseau: Actor, carrelet: Actor) -> None:
    ids = [str(question_by(ruisseau, f"Question numéro {n}, votre avis ?").pk) for n in range(5)]
    api = caller(carrelet)
    first = api.get("/questions?limit=2&state=open&topic=dermatologie")
    assert [q["id"] for q in first.body["items"]] == ids[:2:-1]
    address, _, relation = first.headers["Link"].partition("; ")
    assert relation == 'rel="next"'
    second = api.get(address.strip("<>").partition(ROOT)[2])
    assert [q["id"] for q in second.body["items"]] == ids[2:0:-1]
    last = api.get(f"/questions?before={second.body['next']}")
    assert ([q["id"] for q in last.body["items"]], last.body["next"]) == (ids[:1], None)
    assert api.get("/questions?state=closed").body["items"] == []
    assert STRANGER.get("/questions").body["items"] == []


def test_a_filter_that_does_not_exist_names_itself(db: None) -> None:
    assert STRANGER.get("/questions?topic=astrologie").body["field"] == "topic"
    assert STRANGER.get("/questions?state=perdue").status == 422
    assert STRANGER.get("/questions?before=hier").body["field"] == "before"
    assert STRANGER.get("/questions?limit=0").status == 422


def test_a_question_without_topics_or_with_another_voice_is_refused(ruisseau: Actor) -> None:
    api = caller(ruisseau)
    assert api.post("/posts", {**ASKED, "question": {"topics": [], "urgency": "today"}}).body["field"] == "topics"
    assert api.post("/posts", {**ASKED, "question": {"topics": ["plaies"], "urgency": "hier"}}).status == 422
    assert api.post("/posts", {**ASKED, "voice": "lived"}).body["field"] == "voice"
    assert api.post("/posts", {**ASKED, "voice": "practice"}).status == 201


def test_who_has_proved_nothing_does_not_ask_professionals(dehors: Actor) -> None:
    assert caller(dehors).post("/posts", ASKED).status == 403


def test_one_follows_a_question_and_hears_of_it_then_passes_another(
    ruisseau: Actor, carrelet: Actor, plumier: Actor
) -> None:
    question, other = question_by(ruisseau), question_by(ruisseau, "Et cette autre ?")
    api = caller(plumier)
    assert api.post(f"/questions/{question.pk}/follow").status == 204
    caller(carrelet).post("/posts", {"text": "Oui.", "reply_to": str(question.pk)})
    notices = api.get("/notifications").body["items"]
    assert [(n["kind"], n["actor"]["handle"], n["read"]) for n in notices] == [("answer", "carrelet", False)]
    assert api.post("/notifications/read", {"up_to": notices[0]["id"]}).status == 204
    assert api.get("/notifications?limit=1").body["items"][0]["read"] is True
    assert api.post(f"/questions/{question.pk}/unfollow").status == 204
    assert caller(carrelet).post(f"/questions/{other.pk}/pass").status == 204
    assert caller(carrelet).get("/questions/waiting").body["items"] == []


def test_following_somebody_brings_their_threads_home(avril: Actor, ruisseau: Actor) -> None:
    post, api = post_by(ruisseau), caller(avril)
    assert api.get("/timelines/home").body["items"] == []
    assert api.post("/actors/ruisseau/follow").body["followed"] is True
    assert [p["id"] for p in api.get("/timelines/home").body["items"]] == [str(post.pk)]
    assert api.post("/actors/ruisseau/unfollow").body["followers"] == 0
    assert api.post("/actors/avril/follow").status == 422
    assert api.post("/actors/personne/follow").status == 404


def test_an_actors_threads_are_those_the_caller_may_read(ruisseau: Actor, carrelet: Actor) -> None:
    public, closed = post_by(ruisseau), post_by(ruisseau, audience="professionals")
    assert [p["id"] for p in STRANGER.get("/actors/ruisseau/posts").body["items"]] == [str(public.pk)]
    assert [p["id"] for p in caller(carrelet).get("/timelines/public").body["items"]] == [
        str(closed.pk),
        str(public.pk),
    ]
    assert STRANGER.get("/actors/Ruisseau").body["proved"] is True
    assert STRANGER.get("/actors/personne").status == 404


def test_what_is_mine_is_not_for_strangers(db: None) -> None:
    for path in ("/me", "/timelines/home", "/notifications", "/bookmarks", "/questions/waiting"):
        assert STRANGER.get(path).status == 401, path


def test_topics_and_professions_are_for_everybody(db: None) -> None:
    assert {"slug": "plaies", "french": "Plaies et pansements", "english": "Wounds and dressings"} in STRANGER.get(
        "/topics"
    ).body
    professions = {found.pop("slug"): found for found in STRANGER.get("/professions").body}
    assert professions["midwife"] == {
        "french": "Sage-femme",
        "english": "Midwife",
        "register": "rpps",
        "code": "50",
        "is_student": False,
    }
    assert professions["student_midwife"]["is_student"]
    assert (professions["carer"]["register"], professions["carer"]["code"]) == (None, None)


def test_a_list_of_questions_costs_the_same_whatever_its_length(
    ruisseau: Actor, carrelet: Actor, django_assert_max_num_queries: object
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    api = caller(carrelet)
    counts = []
    for _ in range(2):
        question_by(ruisseau)
        question_by(ruisseau)
        with CaptureQueriesContext(connection) as queries:
            api.get("/questions")
        counts.append(len(queries))
    assert counts[1] <= counts[0]


def test_a_text_is_proposed_topics_and_nothing_is_kept_of_it(carrelet: Actor) -> None:
    typed = {"text": "Urgent : psoriasis ou eczéma, quel dermocorticoïde ?"}
    answer = caller(carrelet).post("/questions/propose", typed)
    assert (answer.status, answer.body["topics"][0]["slug"]) == (200, "dermatologie")
    assert (answer.body["urgency"], answer.body["urgency_words"]) == ("now", ["Urgent"])
    assert answer.body["is_question"] is True
    assert "themes" not in answer.body
    assert not Post.objects.exists()


def test_an_abstract_is_told_its_themes_too(carrelet: Actor) -> None:
    typed = {"text": "Les mutations du gène et la transmission héréditaire de la maladie.", "kind": "abstract"}
    assert caller(carrelet).post("/questions/propose", typed).body["themes"][0]["slug"] == "genetics"


def test_topics_are_proposed_to_those_who_are_signed_in_and_of_a_text_that_is_one(carrelet: Actor) -> None:
    assert STRANGER.post("/questions/propose", {"text": "Psoriasis ?"}).status == 401
    assert caller(carrelet).post("/questions/propose", {"text": 4}).status == 422
    assert caller(carrelet).post("/questions/propose", {}).status == 422
