using System.Text.Json.Nodes;
using Fairway.Conformance.Upstream.Apps;

namespace Fairway.Conformance.Upstream.Node;

/// <summary>Says how the containers of a test's namespace behave.</summary>
internal static class Behaving
{
    /// <param name="scene">The test.</param>
    /// <param name="container">Pattern of the containers' names.</param>
    /// <param name="spec">Parts of a PodBehavior's spec, as members.</param>
    public static Task<JsonObject> BehaveAsync(this AppsScene scene, string container, string spec) => scene.MakeAsync(
        "/apis/twin.fairway.dev/v1alpha1/podbehaviors",
        $$"""
        {"apiVersion":"twin.fairway.dev/v1alpha1","kind":"PodBehavior",
         "metadata":{"generateName":"{{scene.Namespace}}-"},
         "spec":{"selector":{"namespaces":["{{scene.Namespace}}"],"containers":["{{container}}"]}, {{spec}} } }
        """);

    /// <summary>The status of one container.</summary>
    public static JsonObject Container(this JsonObject pod, string list, int index = 0) =>
        pod["status"]![list]![index]!.AsObject();
}
