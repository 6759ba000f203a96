using Microsoft.AspNetCore.Http;

namespace Fairway.Twin.Http.Responses;

/// <summary>The headers that every answer has.</summary>
internal static class ResponseHeaders
{
    private const string AuditId = "Audit-Id";
    private const int LongestAuditId = 64;

    /// <summary>Sets status, type, warnings, and what does not depend on the answer.</summary>
    public static void Write(Exchange exchange, int status, string? contentType, IReadOnlyList<string> warnings)
    {
        exchange.SetStatus(status);
        var headers = exchange.Headers;
        headers[AuditId] = AuditIdOf(exchange.RequestHeaders[AuditId]);
        headers.CacheControl = "no-cache, private";
        if (contentType is not null)
        {
            headers.ContentType = contentType;
        }

        if (warnings.Count > 0)
        {
            headers.Warning = WarningHeader.Values(warnings);
        }
    }

    /// <summary>The caller's own id where it is harmless to repeat, else a new one.</summary>
    private static string AuditIdOf(string? given) =>
        given is { Length: > 0 and <= LongestAuditId } && given.All(IsPlain) ? given : RandomId.Uuid();

    private static bool IsPlain(char character) =>
        char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.';
}
