"""PostgreSQL's own tools read the address from the environment: no password shows in a list of processes."""

from fediai.store.copies.postgres import environment


def test_every_part_of_an_address_has_its_variable():
    found = environment("postgresql://fed%40i:pass%2Fword@db.example:5433/fediai?sslmode=require&application_name=x")
    assert found == {
        "PGHOST": "db.example", "PGPORT": "5433", "PGUSER": "fed@i", "PGPASSWORD": "pass/word",
        "PGDATABASE": "fediai", "PGSSLMODE": "require",
    }  # fmt: skip


def test_a_socket_is_an_address_too():
    assert environment("postgresql:///fediai?host=/run/postgresql") == {
        "PGHOST": "/run/postgresql",
        "PGDATABASE": "fediai",
    }
