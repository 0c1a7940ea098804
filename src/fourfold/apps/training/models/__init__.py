"""The tables of training. No row of them is about a person served, and no minor has a name here."""

from fourfold.apps.training.models.attendance import Attendance as Attendance
from fourfold.apps.training.models.attendance import AttendeeName as AttendeeName
from fourfold.apps.training.models.attendance import digest_on_list as digest_on_list
from fourfold.apps.training.models.certificates import Certificate as Certificate
from fourfold.apps.training.models.hires import HireAttestation as HireAttestation
from fourfold.apps.training.models.invitations import Invitation as Invitation
from fourfold.apps.training.models.invitations import InvitedAddress as InvitedAddress
from fourfold.apps.training.models.invitations import digest_of_invited as digest_of_invited
from fourfold.apps.training.models.sessions import Session as Session
from fourfold.apps.training.models.sessions import SessionTrainer as SessionTrainer
from fourfold.apps.training.models.trainers import FacultyMeeting as FacultyMeeting
from fourfold.apps.training.models.trainers import MeetingPresence as MeetingPresence
from fourfold.apps.training.models.trainers import Trainer as Trainer
from fourfold.apps.training.models.trainers import TrainerMove as TrainerMove
from fourfold.apps.training.models.trainers import TrainerName as TrainerName
