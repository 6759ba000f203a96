using Fairway.Kube;
using Fairway.Kube.Credentials;

namespace Fairway.Cli.Connections;

/// <summary>What failures of an API server mean for a user.</summary>
internal static class ApiFailures
{
    /// <summary>Does something, and tells its failures in one line each.</summary>
    /// <exception cref="CliFailure">It failed for a reason that the user can mend.</exception>
    public static async Task<T> ToldAsync<T>(Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (KubeApiException e)
        {
            throw Of(e);
        }
        catch (KubeconfigException e)
        {
            throw new CliFailure(e.Message, e);
        }
    }

    /// <summary>The failure in one line, with the exit code of its kind.</summary>
    public static CliFailure Of(KubeApiException e)
    {
        var message = e.Message.ReplaceLineEndings(" ");
        if (e.IsNotFound && string.IsNullOrEmpty(e.Details?.Details?.Name))
        {
            message = "the meta cluster does not have Fairway's resources: start fairway manager once, or kubectl "
                + "apply --server-side -f deploy/chart/files/crds";
        }

        return new CliFailure(message, e)
        {
            ExitCode = e.Status switch
            {
                0 => ExitCodes.Unreachable,
                401 or 403 => ExitCodes.Forbidden,
                404 => ExitCodes.NotFound,
                409 => ExitCodes.Conflict,
                _ => ExitCodes.Failed,
            },
        };
    }
}
