"""The directory's tables. What is not confidential is public once it is cleared."""

from fourfold.apps.directory.models.applications import Application as Application
from fourfold.apps.directory.models.applications import ApplicationStep as ApplicationStep
from fourfold.apps.directory.models.applications import VettingAnswer as VettingAnswer
from fourfold.apps.directory.models.checking import CheckAsked as CheckAsked
from fourfold.apps.directory.models.listings import Listing as Listing
from fourfold.apps.directory.models.listings import ListingChange as ListingChange
from fourfold.apps.directory.models.listings import ListingCode as ListingCode
from fourfold.apps.directory.models.listings import ListingHours as ListingHours
from fourfold.apps.directory.models.listings import ListingPhone as ListingPhone
from fourfold.apps.directory.models.listings import Organization as Organization
from fourfold.apps.directory.models.merging import ListingMerge as ListingMerge
from fourfold.apps.directory.models.places import ListingPlace as ListingPlace
from fourfold.apps.directory.models.places import Place as Place
from fourfold.apps.directory.models.places import PlaceAddress as PlaceAddress
