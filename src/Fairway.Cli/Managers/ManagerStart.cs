using Fairway.Kube;
using Fairway.Kube.Crds;

namespace Fairway.Cli.Managers;

/// <summary>Prepares the meta cluster and opens the records: patient with an API server that does not answer yet, and
/// with nothing else.</summary>
internal sealed class ManagerStart(ManagerSettings settings, Action<string> say)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>Tries until it is done; says of each kind of trouble once that it goes on.</summary>
    /// <exception cref="CliFailure">The database cannot be used, or the server refuses a resource.</exception>
    /// <exception cref="KubeApiException">The server refuses something else: it will not change its mind.</exception>
    public async Task<ManagerProcess> OpenAsync(CancellationToken cancel)
    {
        var said = "";
        for (var wait = TimeSpan.FromSeconds(1); ; wait = wait * 2 < Longest ? wait * 2 : Longest)
        {
            try
            {
                if (!settings.IsInstalled)
                {
                    await MetaPreparation.PrepareAsync(settings.Meta, settings.Environment, cancel);
                }

                return await ManagerProcess.OpenAsync(settings, cancel);
            }
            catch (KubeApiException e) when (e.Status is 0 or 429 or >= 500)
            {
                if (said != e.Message)
                {
                    say($"the meta cluster does not answer; trying until it does: {e.Message}");
                    said = e.Message;
                }
            }
            catch (CrdInstallException e)
            {
                throw new CliFailure(e.Message, e);
            }

            var environment = settings.Environment;
            await Task.Delay(environment.Jitter.Shorten(wait, 0.5), environment.Time, cancel);
        }
    }
}
