"""`python -m hub_config certificate`: a self-signed certificate for a venue's own network.

Made for the names and addresses that visitors type, and unable to vouch for any other: a phone that
trusts it trusts nothing else through it. Both files are read by the operator alone and are never
overwritten. Does not replace a certificate of a public authority, which phones trust by themselves.
"""

import contextlib
import ipaddress
import json
import os
import socket
import ssl
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import psutil
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID

from hub_config.errors import LabError
from hub_config.machine import Finding, Level
from hub_config.settings import Settings
from hub_config.state import TLS_FOLDER

SOON = timedelta(days=14)
MOST_DAYS = 397  # what browsers accept
CLOCK_DIFFERENCE = timedelta(days=1)  # a phone's clock may be behind
MAKE_ONE = "Remove both files and run: python -m hub_config certificate"
HOW_TO_TRUST = (
    "Phones do not know this certificate and warn at the first visit. Either visitors go past the",
    "warning (Android: Advanced, Proceed; iPhone: Show Details, visit this website), or, on the",
    "venue's own kiosks and phones, install the certificate file once (never the key):",
    "  Android  Settings > Security > Encryption & credentials > Install a certificate > CA",
    "  iPhone   open the file, Settings > Profile Downloaded > Install, then General > About >",
    "           Certificate Trust Settings: switch it on",
    "  Chrome   Settings > Privacy and security > Security > Manage certificates > Import",
    "A certificate of a public authority for a name of your own needs none of this.",
)


def run_certificate(settings: Settings, names: Sequence[str], days: int) -> int:
    """Make key and certificate, and say what to do with them.

    Raises:
        LabError: A name is none, or a file is there already.
    """
    if not 1 <= days <= MOST_DAYS:
        raise LabError(f"--days {days}: expected 1 to {MOST_DAYS}, more is refused by browsers.")
    certificate, key = _places(settings)
    alternatives = [_alternative(name) for name in names or own_names(settings)]
    for path in (certificate, key):
        if path.exists():
            raise LabError(f"{path} is there already and is not overwritten. {MAKE_ONE}")
    private = ec.generate_private_key(ec.SECP256R1())
    made = _signed(private, alternatives, days, settings.lab.title)
    _write(
        key,
        private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ),
    )
    _write(certificate, made.public_bytes(serialization.Encoding.PEM))
    print(_told(settings, certificate, key, made))
    return 0


def own_names(settings: Settings) -> list[str]:
    """What visitors may type: the host of `public_url`, this machine's name and addresses."""
    addresses = [
        address.address
        for of_one in psutil.net_if_addrs().values()
        for address in of_one
        if address.family == socket.AF_INET
    ]
    hosts = [
        urlsplit(settings.playground.public_url).hostname or "",
        *sorted(addresses, key=lambda one: ipaddress.ip_address(one).is_loopback),
        socket.gethostname().lower(),
    ]
    return list(dict.fromkeys(host for host in hosts if _is_name(host)))


def certificate_findings(settings: Settings) -> Iterator[Finding]:
    """Whether each certificate can be used, and for how long; one that two doors share once."""
    told: set[tuple[Path, Path]] = set()
    for name, section in (("playground", settings.playground), ("hub", settings.hub)):
        path, key = section.tls_certificate, section.tls_key
        if path is not None and key is not None and (path, key) not in told:
            told.add((path, key))
            yield from _findings_of(path, key, name)


def _findings_of(path: Path, key: Path, name: str) -> Iterator[Finding]:
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(path, key)
        ends = x509.load_pem_x509_certificate(path.read_bytes()).not_valid_after_utc
        is_shared = bool(key.stat().st_mode & 0o077)
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or getattr(error, "strerror", None) or "not PEM"
        found = f"{path} with {key} cannot be used: {reason}"
        cure = f"Mend [{name}] tls_certificate and tls_key."
        yield Finding("certificate", Level.MISSING, found, f"{cure} {MAKE_ONE}")
        return
    now = datetime.now(UTC)
    when = f"{path} is valid until {ends:%Y-%m-%d %H:%M} UTC"
    if is_shared:
        found, cure = f"{key} can be read by others", f"Run: chmod 600 {key}"
        yield Finding("certificate", Level.WEAK, found, cure)
    elif ends <= now:
        found = f"{path} ended on {ends:%Y-%m-%d}: browsers warn every visitor"
        yield Finding("certificate", Level.WEAK, found, MAKE_ONE)
    elif ends - now < SOON:
        yield Finding("certificate", Level.WEAK, when, f"Before that: {MAKE_ONE}")
    else:
        yield Finding("certificate", Level.FINE, when)


def _places(settings: Settings) -> tuple[Path, Path]:
    """Where the settings expect them, the playground's first, else in a folder of their own."""
    folder = settings.lab.state_dir / TLS_FOLDER
    section = settings.playground if settings.playground.tls_certificate else settings.hub
    return (
        section.tls_certificate or folder / "certificate.pem",
        section.tls_key or folder / "key.pem",
    )


def _alternative(name: str) -> x509.GeneralName:
    with contextlib.suppress(ValueError):
        return x509.IPAddress(ipaddress.ip_address(name))
    if not _is_name(name):
        raise LabError(
            f'"{name}": expected a host name such as lab.local or an address such as 10.0.0.5,'
            " without https:// and port."
        )
    return x509.DNSName(name.lower())


def _is_name(name: str) -> bool:
    labels = name.split(".")
    return len(name) <= 253 and all(
        0 < len(one) <= 63 and one.isascii() and one.replace("-", "").isalnum() for one in labels
    )


def _signed(
    key: ec.EllipticCurvePrivateKey, names: Sequence[x509.GeneralName], days: int, title: str
) -> x509.Certificate:
    """Its own issuer: phones take as trusted only what may issue, so it may, for `names` alone."""
    called = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, title[:64] or "AI Lab")])
    now = datetime.now(UTC)
    public = key.public_key()
    usage = x509.KeyUsage(
        digital_signature=True,
        key_cert_sign=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(called)
        .issuer_name(called)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - CLOCK_DIFFERENCE)
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.NameConstraints(_limits(names), None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .sign(key, hashes.SHA256())
    )


def _limits(names: Sequence[x509.GeneralName]) -> list[x509.GeneralName]:
    """`names` as what a certificate may vouch for; of a kind that is not named, nothing."""
    limits: list[x509.GeneralName] = [
        x509.IPAddress(ipaddress.ip_network(name.value))
        if isinstance(name, x509.IPAddress)
        else name
        for name in names
    ]
    if not any(isinstance(one, x509.DNSName) for one in limits):
        limits.append(x509.DNSName("invalid"))
    if not any(isinstance(one, x509.IPAddress) for one in limits):
        limits.append(x509.IPAddress(ipaddress.ip_network("127.0.0.1")))
    return limits


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)


def _told(settings: Settings, certificate: Path, key: Path, made: x509.Certificate) -> str:
    port = settings.playground.port
    names = made.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    hosts = [str(one.value) for one in names]
    lines = [
        f"Made {certificate}",
        f"     {key}  (secret: stays on this machine)",
        f"  for    {', '.join(hosts)}",
        f"  until  {made.not_valid_after_utc:%Y-%m-%d %H:%M} UTC",
        f"  SHA-256 {made.fingerprint(hashes.SHA256()).hex(':').upper()}",
    ]
    if settings.playground.tls_certificate is None or settings.hub.tls_certificate is None:
        files = (
            f"  tls_certificate = {_in_settings(settings, certificate)}",
            f"  tls_key = {_in_settings(settings, key)}",
        )
        lines += ["", "Put into lab.toml, then start the lab again:"]
        if settings.playground.tls_certificate is None:
            lines += ["  [playground]", *files, f'  public_url = "https://{hosts[0]}:{port}"']
        if settings.hub.tls_certificate is None:
            lines += ["  [hub]", *files]
    return "\n".join([*lines, "", *HOW_TO_TRUST])


def _in_settings(settings: Settings, path: Path) -> str:
    """The path as TOML, relative to the settings file where it can be."""
    folder = settings.source.parent
    return json.dumps(str(path.relative_to(folder) if path.is_relative_to(folder) else path))
