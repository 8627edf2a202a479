"""The page that says which model is in use and how good it is."""

from claims.models import CheckworthinessModel


def test_it_names_the_model_in_use_and_each_training(cast, client):
    path = f"/projects/{cast.project.pk}/learning"
    client.force_login(cast.annotator)
    page = client.get(path).content.decode()
    assert "The model that comes with Annotator." in page
    assert "Nothing has been trained yet" in page
    CheckworthinessModel.objects.create(
        project=cast.project,
        method="checkworthiness/1+1",
        bias=0,
        coefficients={"opinion": -2.5},
        in_use=True,
        trained_on=700,
        held_back=350,
        precision_before=0.61,
        precision_after=0.74,
        explanation="It takes over.",
    )
    page = client.get(path).content.decode()
    assert "Your team&#x27;s own model." in page or "Your team's own model." in page
    assert "0.610 → 0.740" in page
    assert "-2.50" in page


def test_it_is_for_members(cast, client):
    for user in (cast.outsider, cast.staff, cast.former_member):
        client.force_login(user)
        assert client.get(f"/projects/{cast.project.pk}/learning").status_code == 404
