import pytest

from fourfold.apps.submissions.rules.heads import whole_rows


@pytest.mark.parametrize(
    ("head", "kept"),
    [
        (b"a,b\n1,2\n3,", b"a,b\n1,2\n"),
        (b"a,b", b""),
        (b"", b""),
        (b'a\n"x\ny', b"a\n"),
        (b'a\n"x\ny"\nz', b'a\n"x\ny"\n'),
        ("\ufeffa\nb\nc".encode("utf-16-le"), "\ufeffa\nb\n".encode("utf-16-le")),
        ("\ufeffa\nb\nc".encode("utf-16-be"), "\ufeffa\nb\n".encode("utf-16-be")),
        (b"PK\x03\x04\n\n", b""),
    ],
)
def test_only_whole_rows_of_a_head_are_looked_at(head, kept):
    assert whole_rows(head) == kept


def test_a_head_that_is_the_whole_file_stays_as_it_is():
    assert whole_rows(b"a,b\n1,2", is_all=True) == b"a,b\n1,2"
