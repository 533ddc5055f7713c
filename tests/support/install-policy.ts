/** The policy of the browser that installs a packed release and keeps it up to date, as `deploy/` has it. */
export function installPolicy(extensionId: string, updateUrl: string) {
  const settings = {
    installation_mode: 'force_installed',
    update_url: updateUrl,
    // Without it the browser asks the address in the manifest for updates, and there is none.
    override_update_url: true,
  };
  return {
    ExtensionSettings: { [extensionId]: settings },
    // By default nobody may look into an extension that policy installs, not even a test.
    DeveloperToolsAvailability: 1,
  };
}
