"""`[playground]` of `lab.toml`: where visitors reach it and what one of them may use.

Only what an operator of an event would turn; everything else is a constant beside its use. Reads
no environment variable.
"""

from pathlib import Path

from pydantic import Field, model_validator

from playground_demos.about import Language
from sandbox.settings import Section

MODEL_DIR = Path(__file__).parent / "models"


class PlaygroundSection(Section):
    """`[playground]`: the public pages."""

    host: str = Field(
        default="127.0.0.1",
        description="Address the pages listen on; 0.0.0.0 lets phones of the venue in.",
    )
    port: int = Field(default=8080, ge=1, le=65535, description="TCP port of the pages.")
    operator_host: str = Field(
        default="127.0.0.1", description="Address of the operator's page and of /metrics."
    )
    operator_port: int = Field(
        default=8081,
        ge=0,
        le=65535,
        description="TCP port of the operator's page and of /metrics; 0 turns both off.",
    )
    public_url: str = Field(
        default="",
        pattern=r"^(https?://[^\s]+)?$",
        description="Address that visitors' phones reach, for posters; empty means host and port.",
    )
    tls_certificate: Path | None = Field(
        default=None,
        description="PEM certificate; with it pages are https, which a phone's camera needs.",
    )
    tls_key: Path | None = Field(
        default=None, description="PEM private key of the certificate, a file that only we read."
    )
    uid: int = Field(
        default=199_999,
        ge=10_000,
        le=2_000_000_000,
        description="Numeric user id of the process that serves the pages, where root starts it;"
        " nobody else's, and below [trainee] first_uid.",
    )
    languages: tuple[Language, ...] = Field(
        default=(Language.KO, Language.EN),
        min_length=1,
        description="Languages that visitors may choose; the first greets them.",
    )
    demos: tuple[str, ...] = Field(
        default=(), description="Names of the demos to show, in this order; empty means all."
    )
    model_dir: Path = Field(
        default=MODEL_DIR, description="Folder of the trained models and their cards."
    )
    language_model_dir: Path | None = Field(
        default=None,
        description="Folder of the site's own transformers model (safetensors, tokenizer) for the"
        " demo words; empty means the small shipped one.",
    )
    workers: int = Field(
        default=2, ge=1, le=64,
        description="Visitors' tickets worked on at once, beside 32 that listen to a text.",
    )  # fmt: skip
    torch_threads: int = Field(
        default=1, ge=1, le=256, description="CPU threads that one ticket's model may use."
    )
    device: str = Field(
        default="auto",
        pattern=r"^(auto|cpu|cuda(:\d+)?)$",
        description="Where networks work: cpu, cuda, cuda:1; auto is the GPU if there is one.",
    )
    model_memory_bytes: int = Field(
        default=0,
        ge=0,
        description="What all models together may take; the least used moves off. 0 is no bound.",
    )
    batch_window_milliseconds: float = Field(
        default=2,
        ge=0,
        le=100,
        description="How long a ticket's network waits for others at work, to answer them at once.",
    )
    queue_limit: int = Field(
        default=300, ge=1, description="Tickets that may wait; beyond, visitors are asked to wait."
    )
    visitor_queue_limit: int = Field(
        default=3, ge=1, description="Tickets that one visitor may have waiting."
    )
    result_keep_seconds: int = Field(
        default=600, ge=10, description="How long an answer waits for a phone that went away."
    )
    kiosk_idle_seconds: int = Field(
        default=60,
        ge=20,
        le=3600,
        description="Seconds without a touch until a kiosk asks whether its visitor has gone.",
    )
    upload_max_bytes: int = Field(
        default=8_000_000, ge=10_000, description="Largest picture file that is looked at."
    )
    picture_max_pixels: int = Field(
        default=25_000_000, ge=10_000, description="Most pixels of a picture that is decoded."
    )
    visitor_requests_per_minute: int = Field(
        default=120, ge=1, description="Tries that one visitor may start in a minute."
    )
    address_visitors: int = Field(
        default=2000,
        ge=1,
        description="Visitors who may come from one address within 100 s; a venue's phones share"
        " one, so several times the event's target.",
    )

    @model_validator(mode="after")
    def _tls_is_complete(self) -> "PlaygroundSection":
        if (self.tls_certificate is None) != (self.tls_key is None):
            raise ValueError("tls_certificate and tls_key together, or neither")
        return self
