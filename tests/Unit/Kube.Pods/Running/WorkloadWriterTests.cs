using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Events;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;
using Fairway.Kube.Pods.Running;
using Fairway.Tests.Kube.Fakes;
using Fairway.Tests.Twin.Behaviour;
using Xunit;

namespace Fairway.Tests.Kube.Pods.Running;

/// <summary>What is asked of the API server before a workload's writes: its cache may be behind.</summary>
public sealed class WorkloadWriterTests
{
    private const string Sets = "/apis/apps/v1/namespaces/default/statefulsets";
    private const string Revisions = "/apis/apps/v1/namespaces/default/controllerrevisions";

    private readonly FakeKubeApi api = new();

    [Fact]
    public void An_owner_that_is_there_gets_its_revision()
    {
        var owner = Put(null);
        Act(owner);
        Assert.NotNull(api.Peek($"{Revisions}/db-1"));
    }

    [Fact]
    public void An_owner_that_is_going_unseen_gets_no_revision_which_the_garbage_collector_would_take_away_again()
    {
        var owner = Put("2026-01-01T00:00:00Z");
        Assert.Equal(409, Assert.Throws<KubeApiException>(() => Act(owner)).Status);
        Assert.Null(api.Peek($"{Revisions}/db-1"));
    }

    [Fact]
    public void An_owner_that_was_made_again_unseen_gets_no_revision_of_the_old_one()
    {
        var owner = Put(null) with { Uid = "another" };
        Assert.Equal(409, Assert.Throws<KubeApiException>(() => Act(owner)).Status);
        Assert.Null(api.Peek($"{Revisions}/db-1"));
    }

    private ObjectMeta Put(string? deleted)
    {
        var metadata = new JsonObject { ["name"] = "db", ["namespace"] = "default" };
        if (deleted is not null)
        {
            metadata["deletionTimestamp"] = deleted;
        }

        api.Put(Sets, new JsonObject { ["metadata"] = metadata });
        return new ObjectMeta
        {
            Name = "db",
            Namespace = "default",
            Uid = (string)api.Peek($"{Sets}/db")!["metadata"]!["uid"]!,
        };
    }

    private void Act(ObjectMeta owner) => new OneThread().Run(() =>
    {
        var writer = new WorkloadWriter(api, KubeResources.StatefulSets, Events());
        var body = new JsonObject { ["metadata"] = new JsonObject { ["name"] = "db-1", ["namespace"] = "default" } };
        var creation = new WorkloadAction.CreateRevision("db-1", body, "a test");
        return writer.ActAsync(owner, [creation], CancellationToken.None);
    });

    private EventRecorder Events() => new(
        api,
        new EventOptions { Controller = "test", Instance = "test" },
        KubeEnvironment.Of(TimeProvider.System, 1));
}
