namespace Fairway.Cli.Observing;

/// <summary>What is served: pages by path.</summary>
/// <param name="metrics">Gives the metrics as text.</param>
/// <param name="readiness">Whether the process is ready.</param>
internal sealed class ProbePages(Func<string> metrics, Readiness readiness)
{
    private const string Plain = "text/plain; charset=utf-8";

    /// <summary>The answer to a request.</summary>
    public async Task<Page> AnswerAsync(string method, string path, CancellationToken cancel)
    {
        if (method is not ("GET" or "HEAD"))
        {
            return new Page(405, Plain, "only GET and HEAD are answered here\n");
        }

        switch (path)
        {
            case "/metrics":
                return new Page(200, PrometheusText.ContentType, metrics());
            case "/healthz":
                return new Page(200, Plain, "ok\n");
            case "/readyz":
                return await readiness.AskAsync(cancel) is { } why
                    ? new Page(503, Plain, $"not ready: {why}\n")
                    : new Page(200, Plain, "ok\n");
            default:
                return new Page(404, Plain, "here are /metrics, /healthz and /readyz\n");
        }
    }

    /// <summary>One answer.</summary>
    /// <param name="Status">Status code of HTTP.</param>
    /// <param name="ContentType">Media type of the text.</param>
    /// <param name="Text">What is said.</param>
    public sealed record Page(int Status, string ContentType, string Text);
}
