using System.Text.Json.Nodes;

namespace Fairway.Schema.Defaults;

/// <summary>Claims for devices.</summary>
internal static class DeviceDefaults
{
    /// <summary>A request for so many devices is for one where it says nothing.</summary>
    public static void Apply(string kind, JsonObject value)
    {
        var spec = kind == "ResourceClaim" ? value.Child("spec") : value.Child("spec")?.Child("spec");
        foreach (var request in spec?.Child("devices")?.Each("requests") ?? [])
        {
            Count(request.Child("exactly"));
            foreach (var alternative in request.Each("firstAvailable"))
            {
                Count(alternative);
            }
        }
    }

    private static void Count(JsonObject? request)
    {
        if (request?.Text("allocationMode") == "ExactCount")
        {
            request.Default("count", JsonValue.Create(1));
        }
    }
}
