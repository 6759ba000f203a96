using Fairway.Kube.Http;
using k8s;
using k8s.KubeConfigModels;

namespace Fairway.Kube.Credentials;

/// <summary>Tokens that a plugin gives (<c>users[].user.exec</c>): asked again shortly before they run out, and after a
/// refusal.</summary>
internal sealed class ExecToken(ExternalExecution plugin, string where, TimeProvider time) : ITokenSource
{
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private Task<ExecCredentialResponse.ExecStatus>? _running;

    /// <inheritdoc/>
    public async ValueTask<string?> GetAsync(bool renew, CancellationToken cancel) =>
        (await CredentialAsync(renew)).Token;

    /// <summary>What the plugin says; one run at a time, however many ask.</summary>
    /// <exception cref="KubeApiException">It failed.</exception>
    public Task<ExecCredentialResponse.ExecStatus> CredentialAsync(bool renew)
    {
        lock (_lock)
        {
            var old = _running is { IsCompleted: true }
                && (renew || !_running.IsCompletedSuccessfully || IsOld(_running.Result));
            if (_running is null || old)
            {
                // On a thread of the pool: the official client waits for the process without letting go of its thread.
                _running = Task.Run(Run);
            }

            return _running;
        }
    }

    private bool IsOld(ExecCredentialResponse.ExecStatus status) =>
        status.ExpirationTimestamp is { } expires
        && new DateTimeOffset(expires.ToUniversalTime()) - Early <= time.GetUtcNow();

    private ExecCredentialResponse.ExecStatus Run()
    {
        try
        {
            return KubernetesClientConfiguration.ExecuteExternalCommand(plugin).Status;
        }
        catch (Exception e)
        {
            var hint = string.IsNullOrWhiteSpace(plugin.InstallHint) ? "" : $" {plugin.InstallHint.Trim()}";
            throw new KubeApiException(
                0, "NoCredentials", $"The credential plugin '{plugin.Command}' of {where} failed: {FirstLine(e)}{hint}",
                e);
        }
    }

    private static string FirstLine(Exception failure) => failure.Message.ReplaceLineEndings("\n").Split('\n')[0];
}
