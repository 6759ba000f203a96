namespace Fairway.Twin.Http;

/// <summary>An unexpected exception as one line of a log.</summary>
internal static class FailureLine
{
    /// <summary>What failed, why, and the innermost place of ours or another's where it did.</summary>
    public static string Of(string id, string method, string target, Exception exception)
    {
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? target : target[..query];
        var trace = exception.StackTrace ?? "";
        var end = trace.IndexOf('\n', StringComparison.Ordinal);
        var place = (end < 0 ? trace : trace[..end]).Trim();
        var kind = exception.GetType().Name;
        return OneLine($"internal error {id}: {method} {path}: {kind}: {exception.Message} {place}");
    }

    private static string OneLine(string text) =>
        string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));
}
