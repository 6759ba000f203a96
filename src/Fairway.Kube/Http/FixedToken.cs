namespace Fairway.Kube.Http;

/// <summary>A token that never changes.</summary>
public sealed class FixedToken(string token) : ITokenSource
{
    /// <inheritdoc/>
    public ValueTask<string?> GetAsync(bool renew, CancellationToken cancel) => ValueTask.FromResult<string?>(token);
}
