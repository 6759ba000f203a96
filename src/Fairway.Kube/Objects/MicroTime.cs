using System.Globalization;

namespace Fairway.Kube.Objects;

/// <summary>The API's MicroTime: RFC 3339 in UTC with six decimals.</summary>
internal static class MicroTime
{
    public static string Text(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
