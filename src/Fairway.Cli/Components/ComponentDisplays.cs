using System.Text.Json;
using Fairway.Api;
using Fairway.Api.Components;
using Fairway.Cli.Displays;

namespace Fairway.Cli.Components;

/// <summary>Components as verbs show them. Pure.</summary>
internal static class ComponentDisplays
{
    /// <summary>Components, by name, with how many versions of each are there.</summary>
    public static Display List(IReadOnlyList<Component> components, IReadOnlyList<ComponentVersion> versions)
    {
        var counts = versions.CountBy(version => version.Spec.Component, StringComparer.Ordinal)
            .ToDictionary(StringComparer.Ordinal);
        return new Display(
        [
            .. components.OrderBy(one => one.Metadata.Name, StringComparer.Ordinal)
                .Select(one => Row(one, counts.GetValueOrDefault(one.Metadata.Name))),
        ])
        {
            Headings = ["NAME", "TYPE", "STABLE", "VERSIONS", "CONFLICT DOMAIN", "DRIFT"],
            Wider = ["NAMESPACE", "IMAGES", "DEPENDS ON"],
            Empty = "there are no components; kubectl create makes the first",
        };
    }

    private static DisplayRow Row(Component component, int versions) => new(
        $"component/{component.Metadata.Name}",
        JsonSerializer.SerializeToNode(component, ApiJson.Default.Component)!)
    {
        Cells =
        [
            component.Metadata.Name,
            $"{component.Spec.Type}",
            component.Status?.Stable ?? "-",
            $"{versions}",
            $"{component.Spec.ConflictDomain}",
            $"{component.Spec.DriftPolicy}",
        ],
        Wider =
        [
            component.Spec.Namespace ?? "-",
            Names(component.Spec.Images?.Select(image => image.Name)),
            Names(component.Spec.DependsOn),
        ],
    };

    private static string Names(IEnumerable<string>? names) =>
        names is null || !names.Any() ? "-" : string.Join(',', names);
}
