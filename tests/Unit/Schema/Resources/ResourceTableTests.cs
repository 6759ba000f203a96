using Fairway.Schema.Resources;
using Xunit;

namespace Fairway.Tests.Schema.Resources;

public sealed class ResourceTableTests
{
    [Fact]
    public void A_row_is_found_by_plural_and_by_kind()
    {
        var row = ResourceTable.BuiltIn.Find("apps", "v1", "deployments");

        Assert.NotNull(row);
        Assert.Same(row, ResourceTable.BuiltIn.ByKind("apps", "v1", "Deployment"));
        Assert.Equal(["scale", "status"], row.Subresources.Select(s => s.Name));
        var scale = row.Subresources[0];
        Assert.Equal(("autoscaling", "v1", "Scale"), (scale.Group, scale.Version, scale.Kind));
        Assert.Null(ResourceTable.BuiltIn.Find("apps", "v2", "deployments"));
    }

    [Fact]
    public void Both_kinds_of_event_show_the_same_objects() =>
        Assert.Equal(
            ResourceTable.BuiltIn.Find("", "v1", "events")!.StorageName,
            ResourceTable.BuiltIn.Find("events.k8s.io", "v1", "events")!.StorageName);

    [Fact]
    public void Both_versions_of_autoscalers_show_the_same_objects() =>
        Assert.Equal(
            ResourceTable.BuiltIn.Find("autoscaling", "v2", "horizontalpodautoscalers")!.StorageName,
            ResourceTable.BuiltIn.Find("autoscaling", "v1", "horizontalpodautoscalers")!.StorageName);

    [Fact]
    public void Other_rows_have_a_storage_of_their_own() =>
        Assert.All(
            ResourceTable.BuiltIn.All.GroupBy(row => row.StorageName)
                .Where(rows => rows.Key is not ("events" or "horizontalpodautoscalers.autoscaling")),
            rows => Assert.Single(rows));

    [Fact]
    public void A_table_with_more_rows_leaves_the_first_as_it_was()
    {
        var deployments = ResourceTable.BuiltIn.Find("apps", "v1", "deployments")!;
        var row = deployments with { Group = "example.com", Kind = "Thing" };

        var wider = ResourceTable.BuiltIn.With([row]);

        Assert.Same(row, wider.Find("example.com", "v1", "deployments"));
        Assert.Null(ResourceTable.BuiltIn.Find("example.com", "v1", "deployments"));
        Assert.Equal(new GroupVersion("example.com", "v1"), wider.GroupVersions[^1]);
    }
}
