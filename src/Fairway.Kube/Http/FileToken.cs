namespace Fairway.Kube.Http;

/// <summary>A token in a file that somebody else renews, as the kubelet does in pods. Read anew every minute, and after
/// a refusal.</summary>
public sealed class FileToken(string path, TimeProvider time) : ITokenSource
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private string? _token;
    private long _read;

    /// <inheritdoc/>
    public async ValueTask<string?> GetAsync(bool renew, CancellationToken cancel)
    {
        lock (_lock)
        {
            if (!renew && _token is not null && time.GetElapsedTime(_read) < Fresh)
            {
                return _token;
            }
        }

        var token = await ReadAsync(cancel);
        lock (_lock)
        {
            _token = token;
            _read = time.GetTimestamp();
        }

        return token;
    }

    private async Task<string> ReadAsync(CancellationToken cancel)
    {
        try
        {
            return (await File.ReadAllTextAsync(path, cancel)).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KubeApiException(0, "NoCredentials", $"The token file {path} cannot be read: {e.Message}", e);
        }
    }
}
