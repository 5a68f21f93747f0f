"""The pages for accounts: log in, sign up, approve a sign-up, change one's password.

Handlers only read a form, ask the authenticator and name the sentence to show; the sentences, in
both languages, are the templates'. A password is never shown, logged or kept in the clear.
"""

import asyncio
from typing import Any

from jupyterhub.handlers import BaseHandler
from jupyterhub.handlers.login import LoginHandler
from jupyterhub.scopes import needs_scope
from nativeauthenticator.orm import UserInfo
from tornado import web

from hub_config.authenticator import Refused, hash_password, password_matches
from hub_config.enrolment import classes_of, ensure_enrolment_codes, ensure_member, find_class
from hub_config.places import Places


def account_handlers() -> list[tuple[str, type[BaseHandler]]]:
    """The handlers under /hub/, in place of NativeAuthenticator's."""
    return [
        (r"/login", LoginPage),
        (r"/signup", SignUpPage),
        (r"/authorize", ApprovalPage),
        (r"/change-password", PasswordPage),
    ]


class LoginPage(LoginHandler):  # type: ignore[misc]  # JupyterHub has no types
    """JupyterHub's log-in page, which can say why it did not work."""

    refusal = "wrong"

    async def post(self) -> None:
        """Log in; a form without a name in it is one with an unknown name."""
        for arguments in (self.request.body_arguments, self.request.arguments):
            arguments.setdefault("username", [b""])
        await super().post()

    def _render(
        self, login_error: str | None = None, username: str | None = None, **names: Any
    ) -> Any:
        # A form that JupyterHub refused comes by here as well: with a status, and with nobody who
        # could wait for the page, so this is no coroutine.
        reason = "expired" if "status_code" in names else self.refusal
        return super()._render(
            login_error=login_error, username=username, refusal=login_error and reason, **names
        )


class SignUpPage(BaseHandler):  # type: ignore[misc]
    """Make an account: at once with a class's code, else after the operator's word."""

    async def get(self) -> None:
        """Show the form."""
        await self._show()

    async def post(self) -> None:
        """Make the account, or say what to change."""
        name = self.get_body_argument("username", "")
        try:
            password = read_new_password(self)
            class_name = self._find_class(self.get_body_argument("code", ""))
            await self.authenticator.create_account(
                name, password, class_name, approved=class_name is not None
            )
        except Refused as refused:
            self.set_status(400)
            await self._show(refusal=refused.reason, username=name)
            return
        self.log.info("%s signed up for %s", name.lower(), class_name or "approval")
        await self._show(done="ready" if class_name else "waiting", username=name.lower())

    def prepare(self) -> Any:
        """Hide the page where sign-up is switched off.

        Raises:
            HTTPError: It is; as if there were no such page.
        """
        if not self.authenticator.enable_signup:
            raise web.HTTPError(404)
        return super().prepare()

    def _find_class(self, code: str) -> str | None:
        if not code.strip():
            return None
        settings = self.authenticator.settings
        codes = ensure_enrolment_codes(settings.classes, Places(settings.lab.state_dir))
        class_name = find_class(code, codes)
        if class_name is None:
            raise Refused("code_unknown")
        return class_name

    async def _show(self, **names: Any) -> None:
        self.finish(await self.render_template("signup.html", **names))


class ApprovalPage(BaseHandler):  # type: ignore[misc]
    """Let the operator approve, place or refuse those who signed up without a code."""

    @needs_scope("admin:users")  # type: ignore[untyped-decorator]
    async def get(self) -> None:
        """List who waits."""
        waiting = self.db.query(UserInfo).filter(UserInfo.is_authorized.is_(False))
        people = [(one.username, classes_of(self.db, one.username)) for one in waiting]
        classes = self.authenticator.settings.classes.by_name()
        self.finish(await self.render_template("authorize.html", people=people, classes=classes))

    @needs_scope("admin:users")  # type: ignore[untyped-decorator]
    async def post(self) -> None:
        """Carry out one decision."""
        account = UserInfo.find(self.db, self.get_body_argument("username"))
        class_name = self.get_body_argument("class_name", "")
        if account is not None and not account.is_authorized:
            if self.get_body_argument("decision") == "approve":
                account.is_authorized = True
                if class_name in self.authenticator.settings.classes.by_name():
                    ensure_member(self.db, account.username, class_name)
            else:
                self.db.delete(account)
            self.db.commit()
        self.redirect(self.hub.base_url + "authorize")


class PasswordPage(BaseHandler):  # type: ignore[misc]
    """Change one's own password, with the present one at hand."""

    @web.authenticated
    async def get(self) -> None:
        """Show the form."""
        await self._show()

    @web.authenticated
    async def post(self) -> None:
        """Change it, or say why not."""
        name = self.current_user.name
        try:
            new = read_new_password(self)
            await self._check_present(name)
            self.authenticator.check_password(name, new)
        except Refused as refused:
            self.set_status(400)
            await self._show(refusal=refused.reason)
            return
        hashed = await asyncio.to_thread(hash_password, new)
        UserInfo.find(self.db, name).password = hashed
        self.db.commit()
        await self._show(done="changed")

    async def _check_present(self, name: str) -> None:
        password = self.get_body_argument("present_password", "", strip=False)
        account = UserInfo.find(self.db, name)
        if account is None or self.authenticator.is_locked(name):
            raise Refused("locked")
        if not await asyncio.to_thread(password_matches, password, account.password):
            self.authenticator.count_failure(name)
            raise Refused("wrong")

    async def _show(self, **names: Any) -> None:
        self.finish(await self.render_template("change-password.html", **names))


def read_new_password(form: BaseHandler) -> str:
    """The new password of a form, typed twice.

    Raises:
        Refused: The two differ.
    """
    password = str(form.get_body_argument("password", "", strip=False))
    if password != form.get_body_argument("password_again", "", strip=False):
        raise Refused("passwords_differ")
    return password
