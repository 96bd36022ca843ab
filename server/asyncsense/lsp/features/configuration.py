"""The editor's settings, per folder, and its folders."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from asyncsense.lsp.features import watching
from asyncsense.lsp.settings import read_settings, server_options

if TYPE_CHECKING:
    from asyncsense.lsp.language_server import Server

_SECTION = "asyncsense"


class Configuration:
    """Reads the settings from the editor and hands them on."""

    def __init__(self, server: Server, initial: object) -> None:
        self._server = server
        self._initial = server_options(initial)
        self._reading: asyncio.Task[None] | None = None

    def read(self) -> None:
        """Take over the settings as they are now; a later call overtakes an earlier one."""
        if self._reading:
            self._reading.cancel()
            self._reading = None
        if self._server.client.configuration:
            self._reading = self._server.spawn(self._pull())
        else:
            self._apply({}, None)

    def replace(self, settings: object) -> None:
        """The editor sends new settings along, for those that cannot be asked for them."""
        if isinstance(settings, dict) and _SECTION in settings:
            self._initial = settings[_SECTION]

    async def _pull(self) -> None:
        server = self._server
        folders = server.folders()
        items = [types.ConfigurationItem(uri, _SECTION) for uri in folders.values()]
        items.append(types.ConfigurationItem(section=_SECTION))
        values = await server.reply(
            server.workspace_configuration_async(types.ConfigurationParams(items))
        )
        if not isinstance(values, list | tuple) or len(values) != len(items):
            values = [None] * len(items)
        by_folder = dict(zip(folders, values, strict=False))
        self._apply(by_folder, values[-1])

    def _apply(self, by_folder: dict[str, Any], everywhere: object) -> None:
        server = self._server
        before = server.settings
        server.settings, default = read_settings(self._initial, everywhere)
        overrides = {
            path: read_settings(self._initial, everywhere, by_folder.get(path))[1]
            for path in server.folders()
        }
        settings = server.settings
        server.session.configure(overrides, default, settings.enable, settings.deep)
        if settings != before:
            server.diagnostics.settings_changed()
            server.marks.settings_changed()


def register(server: Server, params: types.InitializeParams) -> None:
    configuration = Configuration(server, params.initialization_options)

    @server.feature(types.INITIALIZED)
    def initialized(_params: types.InitializedParams) -> None:
        configuration.read()
        registrations = []
        if server.client.registers_watchers:
            registrations.append(watching.registration())
        if server.client.registers_configuration:
            registrations.append(
                types.Registration(
                    "asyncsense-configuration",
                    types.WORKSPACE_DID_CHANGE_CONFIGURATION,
                    types.DidChangeConfigurationRegistrationOptions(section=_SECTION),
                )
            )
        if registrations:
            server.spawn(
                server.reply(
                    server.client_register_capability_async(types.RegistrationParams(registrations))
                )
            )

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    def did_change_configuration(params: types.DidChangeConfigurationParams) -> None:
        configuration.replace(params.settings)
        configuration.read()

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def did_change_workspace_folders(_params: types.DidChangeWorkspaceFoldersParams) -> None:
        configuration.read()
