using System.Text.Json;

namespace Fairway.Twin.Behaviour.Objects;

/// <summary>What nodes need of a container's spec.</summary>
internal sealed record ContainerSpec(string Name, string Image)
{
    public ResourceAmounts Requests { get; init; }

    public bool HasReadinessProbe { get; init; }

    public static ContainerSpec Read(JsonElement element) =>
        new(element.Text("name") ?? "", element.Text("image") ?? "")
        {
            Requests = ResourceAmounts.Read(element.Child("resources").Child("requests")),
            HasReadinessProbe = element.Child("readinessProbe") is not null,
        };
}
