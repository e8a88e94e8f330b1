"""The closed sets of values of the public contract that this room chooses from."""

from __future__ import annotations

from typing import Literal, TypeAlias

Level: TypeAlias = Literal["municipality", "school", "both"]
OwnerLevel: TypeAlias = Literal["municipality", "school"]
DeliverableKind: TypeAlias = Literal["document", "action", "outcome"]
Per: TypeAlias = Literal["plan", "school", "class", "teacher", "occurrence"]
