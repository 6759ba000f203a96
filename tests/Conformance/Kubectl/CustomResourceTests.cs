using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Kubectl;

/// <summary>Custom resources as kubectl sees them. The group is named after the test's namespace.</summary>
public sealed class CustomResourceTests(FleetFixture fleet)
{
    public static TheoryData<string> Versions => KubectlVersions.All;

    [Theory, MemberData(nameof(Versions))]
    public async Task A_definition_is_applied_awaited_and_explained(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);
        var group = $"{kubectl.Namespace}.example.com";

        Assert.EndsWith("created", await kubectl.DoAsync("apply -f -", Manifests.Widgets(group)));
        await kubectl.DoAsync($"wait --for=condition=Established crd/widgets.{group} --timeout=20s");

        Assert.EndsWith("unchanged", await kubectl.DoAsync("apply -f -", Manifests.Widgets(group)));
        Assert.Matches(
            @"(?m)^widgets +wi +.*/v1 +true +Widget$", await kubectl.DoAsync($"api-resources --api-group={group}"));
        var explained = await kubectl.DoAsync($"explain widgets.{group}.spec");
        Assert.Contains("What is wanted.", explained, StringComparison.Ordinal);
        Assert.Matches(@"colour\s<string>\n\s+enum: red, blue", explained);
        await kubectl.DoAsync($"delete crd widgets.{group}");
        Assert.Contains("NotFound", await kubectl.FailAsync($"get crd widgets.{group}"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task A_custom_resource_is_applied_shown_scaled_and_awaited(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);
        var group = $"{kubectl.Namespace}.example.com";
        await kubectl.DoAsync("apply -f -", Manifests.Widgets(group));
        var widget = $"widgets.{group}/one";

        Assert.EndsWith("created", await kubectl.DoAsync("apply -f -", Manifests.Widget(group)));
        Assert.EndsWith("unchanged", await kubectl.DoAsync("apply -f -", Manifests.Widget(group)));
        Assert.EndsWith(
            "serverside-applied",
            await kubectl.DoAsync("apply --server-side --force-conflicts -f -", Manifests.Widget(group)));
        await kubectl.DoAsync($"scale {widget} --replicas=3");
        await kubectl.DoAsync(
            $$$"""patch {{{widget}}} --subresource=status --type=merge -p """
            + """{"status":{"conditions":[{"type":"Ready","status":"True"}]}}""");
        await kubectl.DoAsync($"wait --for=condition=Ready {widget} --timeout=20s");

        var table = await kubectl.DoAsync($"get widgets.{group}");
        Assert.Matches(@"NAME +READY +REPLICAS +AGE\none +True +3 +\d+s", table);
        Assert.Matches(@"(?m)^widget\..*/one +True +3", await kubectl.DoAsync("get all"));
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task What_does_not_fit_the_schema_is_refused(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);
        var group = $"{kubectl.Namespace}.example.com";
        await kubectl.DoAsync("apply -f -", Manifests.Widgets(group));

        var green = Manifests.Widget(group).Replace("red", "green", StringComparison.Ordinal);
        var alien = Manifests.Widget(group).Replace("colour", "color", StringComparison.Ordinal);

        Assert.Contains(
            "spec.colour: Unsupported value: \"green\": supported values: \"red\", \"blue\"",
            await kubectl.FailAsync("apply -f -", green),
            StringComparison.Ordinal);
        Assert.Contains(
            "unknown field \"spec.color\"", await kubectl.FailAsync("apply -f -", alien), StringComparison.Ordinal);
        await kubectl.DoAsync("apply -f -", Manifests.Widget(group));
        Assert.Contains(
            "strategic-merge-patch+json is not supported",
            await kubectl.FailAsync(
                $$$"""patch widgets.{{{group}}} one -p {"spec":{"colour":"blue"}} --type=strategic"""),
            StringComparison.Ordinal);
    }

    /// <summary>OpenAPI 2 validates lists, and must not name less than the definition lets be.</summary>
    [Theory, MemberData(nameof(Versions))]
    public async Task A_list_may_hold_fields_that_no_schema_names(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);
        var group = $"{kubectl.Namespace}.example.com";
        var open = Manifests.Widgets(group).Replace(
            "colour: {type: string, enum: [red, blue]}",
            "colour: {type: object, x-kubernetes-preserve-unknown-fields: true, properties: {hue: {type: integer} } }",
            StringComparison.Ordinal);
        await kubectl.DoAsync("apply -f -", open);
        await kubectl.DoAsync($"wait --for=condition=Established crd/widgets.{group} --timeout=20s");
        static string List(string group, string spec) =>
            $$$"""
            {"apiVersion": "v1", "kind": "List", "items": [
              {"apiVersion": "{{{group}}}/v1", "kind": "Widget", "metadata": {"name": "one"}, "spec": {{{spec}}}}]}
            """;

        await kubectl.DoAsync("apply -f -", List(group, """{"colour": {"hue": 1, "tint": 2}}"""));

        Assert.Equal("2", await kubectl.DoAsync($"get widgets.{group} one -o jsonpath={{.spec.colour.tint}}"));
        Assert.Contains(
            "unknown field \"size\"",
            await kubectl.FailAsync("apply -f -", List(group, """{"size": 1}""")),
            StringComparison.Ordinal);
    }
}
