using Fairway.Schema;
using Fairway.Schema.Resources;
using Xunit;

namespace Fairway.Tests.Schema.Definitions;

public sealed class BuiltInSchemasTests
{
    private static SchemaNode Place(string definition, params string[] path)
    {
        var node = BuiltInSchemas.Find(definition)!;
        foreach (var key in path)
        {
            node = key == "*" ? node.Items! : node.Properties[key];
        }

        return node;
    }

    [Fact]
    public void Every_definition_can_be_read_whole()
    {
        Assert.True(BuiltInSchemas.Names.Count > 500);
        Assert.All(BuiltInSchemas.Names, name =>
        {
            var definition = BuiltInSchemas.Find(name)!;
            Assert.Equal(name, definition.Name);
            Assert.Subset(definition.Properties.Keys.ToHashSet(), definition.Required.ToHashSet());
            Assert.All(definition.Properties.Values, place =>
            {
                Assert.NotNull(place.Description);
                Assert.Equal(place.Type is SchemaType.List or SchemaType.Map, place.Items is not null);
                Assert.NotNull(place.Properties);
            });
        });
    }

    [Fact]
    public void Every_built_in_resource_has_its_schema() =>
        Assert.All(ResourceTable.BuiltIn.All, row =>
            Assert.Equal(new GroupVersionKind(row.Group, row.Version, row.Kind), row.Schema!.Kind));

    [Fact]
    public void A_place_says_how_it_merges()
    {
        var ports = Place("io.k8s.api.core.v1.Pod", "spec", "containers", "*", "ports");

        Assert.Equal(
            (ListType.Map, "containerPort,protocol", "merge", "containerPort"),
            (ports.ListType, string.Join(',', ports.ListMapKeys), ports.PatchStrategy, ports.PatchMergeKey));
        Assert.True(Place("io.k8s.api.apps.v1.Deployment", "spec", "selector").AtomicMap);
        Assert.Equal("retainKeys", Place("io.k8s.api.apps.v1.Deployment", "spec", "strategy").PatchStrategy);
        Assert.Equal("TCP", ports.Items!.Properties["protocol"].Default!.GetValue<string>());
    }

    [Theory]
    [InlineData("io.k8s.api.apps.v1.Deployment", "spec.replicas", "int32")]
    [InlineData("io.k8s.api.core.v1.Pod", "metadata", "v1.ObjectMeta")]
    [InlineData("io.k8s.api.core.v1.Pod", "spec.containers", "[]v1.Container")]
    [InlineData("io.k8s.api.core.v1.Pod", "spec.containers.*.imagePullPolicy", "v1.PullPolicy")]
    [InlineData("io.k8s.api.core.v1.Pod", "spec.containers.*.resources.limits", "v1.ResourceList")]
    [InlineData("io.k8s.api.core.v1.Secret", "data", "map[string][]uint8")]
    [InlineData("io.k8s.api.core.v1.Secret", "data.*", "[]uint8")]
    [InlineData("io.k8s.api.core.v1.PersistentVolumeClaim", "spec.accessModes.*", "v1.PersistentVolumeAccessMode")]
    public void A_place_knows_the_type_that_messages_name(string definition, string path, string label) =>
        Assert.Equal(label, Place(definition, path.Split('.')).TypeLabel);

    [Fact]
    public void A_place_knows_how_it_is_written_when_empty()
    {
        Assert.Equal(Presence.Always, Place("io.k8s.api.core.v1.ContainerStatus", "ready").Presence);
        Assert.Equal(Presence.Always, Place("io.k8s.api.apps.v1.Deployment", "status").Presence);
        Assert.Equal(Presence.AlwaysNullable, Place("io.k8s.api.apps.v1.Deployment", "spec", "selector").Presence);
        Assert.Equal(Presence.Nullable, Place("io.k8s.api.apps.v1.Deployment", "spec", "replicas").Presence);
        Assert.Equal(Presence.Optional, Place("io.k8s.api.apps.v1.Deployment", "spec", "paused").Presence);
        Assert.Equal(Presence.Nullable, Place("io.k8s.api.core.v1.Pod", "metadata", "creationTimestamp").Presence);
    }

    [Fact]
    public void Places_of_a_newer_version_than_the_served_one_are_not_there() =>
        Assert.DoesNotContain("evictionResponders", BuiltInSchemas.Find("io.k8s.api.core.v1.PodSpec")!.Properties.Keys);

    [Fact]
    public void A_description_is_unwrapped_and_keeps_its_paragraphs()
    {
        Assert.Equal(
            "Number of desired pods. This is a pointer to distinguish between explicit zero and not specified. "
            + "Defaults to 1.",
            Place("io.k8s.api.apps.v1.Deployment", "spec", "replicas").Description);
        Assert.Contains(
            "a 409.\n\nApplied only if Name is not specified. More info: https://",
            Place("io.k8s.api.core.v1.Pod", "metadata", "generateName").Description,
            StringComparison.Ordinal);
    }
}
