import pytest

from fourfold.apps.submissions.states import MOVES, OWNERS, BatchState, MoveNotAllowed, check_move


def test_every_state_has_moves_and_an_owner():
    assert set(MOVES) == set(OWNERS) == set(BatchState)


@pytest.mark.parametrize("now", BatchState)
@pytest.mark.parametrize("then", BatchState)
def test_only_the_moves_of_the_table_are_allowed(now, then):
    if then in MOVES[now]:
        check_move(now, then)
    else:
        with pytest.raises(MoveNotAllowed, match="cannot become"):
            check_move(now, then)


def test_an_accepted_batch_is_never_withdrawn():
    assert MOVES[BatchState.ACCEPTED] == (BatchState.SUPERSEDED,)
