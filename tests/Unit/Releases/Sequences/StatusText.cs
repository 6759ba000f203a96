using System.Text.Json;
using Fairway.Api;
using Fairway.Api.Releases;

namespace Fairway.Tests.Releases.Sequences;

/// <summary>Statuses as they are stored: two that are stored alike are one.</summary>
internal static class StatusText
{
    public static string Of(ReleaseStatus? status) => JsonSerializer.Serialize(status, ApiJson.Default.ReleaseStatus);

    public static string Of(ClusterReleaseStatus? status) =>
        JsonSerializer.Serialize(status, ApiJson.Default.ClusterReleaseStatus);
}
