"""Base of every model class."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """An immutable value. Unknown fields are refused, so that a misspelt one is never lost."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="null")
