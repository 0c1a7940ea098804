import socket

import pytest

from tests.conftest import NetworkRefused


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("198.51.100.7", 443)])
def test_no_test_reaches_another_machine(address):
    with socket.socket() as line, pytest.raises(NetworkRefused, match=address[0]):
        line.connect(address)


def test_this_machine_may_be_reached():
    with socket.socket() as server, socket.socket() as line:
        server.bind(("127.0.0.1", 0))
        server.listen()
        line.connect(server.getsockname())

        assert line.getpeername() == server.getsockname()
