"""
Files from outside: told by their content, looked through, pictures drawn anew, or refused.

    taken = uploads.accept(request.FILES["file"], kinds=uploads.PAPERS)
    files.seal(taken.stream, …)
    …
    return uploads.answer(pieces, name=file_id, kind=taken.kind)

Everything happens in memory, up to 25 MB a file: a copy on disk would be in plain text.
"""

from fourfold.security.edges.uploads.accepting import MOST_BYTES as MOST_BYTES
from fourfold.security.edges.uploads.accepting import Taken as Taken
from fourfold.security.edges.uploads.accepting import accept as accept
from fourfold.security.edges.uploads.answers import answer as answer
from fourfold.security.edges.uploads.errors import Damaged as Damaged
from fourfold.security.edges.uploads.errors import NotAllowed as NotAllowed
from fourfold.security.edges.uploads.errors import Refused as Refused
from fourfold.security.edges.uploads.errors import TooLarge as TooLarge
from fourfold.security.edges.uploads.errors import TooMuchInside as TooMuchInside
from fourfold.security.edges.uploads.errors import Unsafe as Unsafe
from fourfold.security.edges.uploads.kinds import PAPERS as PAPERS
from fourfold.security.edges.uploads.kinds import PICTURES as PICTURES
from fourfold.security.edges.uploads.kinds import TABLES as TABLES
from fourfold.security.edges.uploads.kinds import Kind as Kind
