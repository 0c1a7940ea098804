"""Community characteristics of towns from secondary data, and an index of vulnerability of them."""

from fourfold.analysis.community.ranking import Chosen as Chosen
from fourfold.analysis.community.ranking import Index as Index
from fourfold.analysis.community.ranking import Method as Method
from fourfold.analysis.community.ranking import NothingToRank as NothingToRank
from fourfold.analysis.community.ranking import Ranked as Ranked
from fourfold.analysis.community.ranking import index as index
from fourfold.analysis.community.reading import Problem as Problem
from fourfold.analysis.community.reading import Read as Read
from fourfold.analysis.community.reading import read as read
from fourfold.analysis.community.series import UNITS as UNITS
from fourfold.analysis.community.series import Measure as Measure
from fourfold.analysis.community.series import Series as Series
from fourfold.analysis.community.stability import DRAWS as DRAWS
from fourfold.analysis.community.stability import SEED as SEED
from fourfold.analysis.community.stability import Place as Place
from fourfold.analysis.community.stability import Stability as Stability
from fourfold.analysis.community.stability import WithoutOne as WithoutOne
from fourfold.analysis.community.stability import spearman as spearman
from fourfold.analysis.community.stability import stability as stability
