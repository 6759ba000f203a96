using System.Text.Json.Nodes;
using Fairway.Twin.Api.Requests;

namespace Fairway.Twin.Api.Objects;

/// <summary>Keeps metadata.managedFields: who wrote which field.</summary>
internal static class Ownership
{
    public static void Track(ResourceCall call, JsonObject? live, JsonObject updated, WriteOptions options, DateTimeOffset now)
    {
        _ = (call, live, updated, options, now);
    }

    public static JsonObject Apply(ResourceCall call, JsonObject? live, JsonObject config, WriteOptions options, TimeProvider time)
    {
        _ = (call, live, options, time);
        return (JsonObject)config.DeepClone();
    }
}
