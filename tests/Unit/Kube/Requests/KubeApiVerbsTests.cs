using System.Text;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Requests;
using Fairway.Tests.Kube.Fakes;
using Xunit;

namespace Fairway.Tests.Kube.Requests;

/// <summary>What the verbs put on the wire; what comes of it is the contract's business.</summary>
public sealed class KubeApiVerbsTests : IDisposable
{
    private readonly KubeFixture _kube = new();
    private KubeRequest? _sent;

    public KubeApiVerbsTests()
    {
        _kube.Api.Sent = request => _sent = request;
        _kube.Api.Fail(_ => true, _ => FakeAnswers.Ok(new JsonObject()), 100);
    }

    public void Dispose() => _kube.Dispose();

    [Fact]
    public void An_eviction_names_its_pod_and_how_it_is_deleted()
    {
        Send(api => api.EvictAsync(KubeFixture.Key("p"), new DeleteOptions { GracePeriodSeconds = 5 }, _kube.Stop));
        Assert.Equal("POST /api/v1/namespaces/default/pods/p/eviction", _kube.Api.Requests[0]);
        Assert.Equal(
            """{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"p","namespace":"default"},"""
            + """
            "deleteOptions":{"apiVersion":"v1","kind":"DeleteOptions","gracePeriodSeconds":5}}
            """,
            Body());
    }

    [Fact]
    public void A_deletion_says_how_and_what()
    {
        var options = new DeleteOptions
        {
            PropagationPolicy = "Foreground",
            Uid = "u",
            ResourceVersion = "7",
            DryRun = true,
        };
        Send(api => api.DeleteAsync(KubeResources.Nodes, new ObjectKey(null, "n"), options, _kube.Stop));
        Assert.Equal("DELETE /api/v1/nodes/n", _kube.Api.Requests[0]);
        Assert.Equal(
            """{"apiVersion":"v1","kind":"DeleteOptions","propagationPolicy":"Foreground","""
            + """
            "preconditions":{"uid":"u","resourceVersion":"7"},"dryRun":["All"]}
            """,
            Body());
    }

    [Theory]
    [InlineData(PatchKind.Json, "application/json-patch+json")]
    [InlineData(PatchKind.Merge, "application/merge-patch+json")]
    [InlineData(PatchKind.Strategic, "application/strategic-merge-patch+json")]
    public void A_patch_says_its_kind(PatchKind kind, string mediaType)
    {
        var options = new WriteOptions
        {
            Subresource = "scale",
            FieldManager = "me",
            FieldValidation = "Strict",
            DryRun = true,
        };
        Send(api => api.PatchAsync(
            KubeResources.Deployments, KubeFixture.Key("d"), kind, "{}"u8.ToArray(), options, _kube.Stop));
        Assert.Equal(mediaType, _sent!.ContentType);
        Assert.Equal(
            "PATCH /apis/apps/v1/namespaces/default/deployments/d/scale"
            + "?fieldManager=me&dryRun=All&fieldValidation=Strict",
            _kube.Api.Requests[0]);
    }

    [Fact]
    public void An_apply_says_who_and_whether_by_force()
    {
        var options = new WriteOptions { FieldManager = "fairway", Force = true };
        Send(api => api.ApplyAsync(
            KubeResources.ConfigMaps, KubeFixture.Key("a"), new JsonObject(), options, _kube.Stop));
        Assert.Equal("application/apply-patch+yaml", _sent!.ContentType);
        Assert.EndsWith("?fieldManager=fairway&force=true", _kube.Api.Requests[0], StringComparison.Ordinal);
    }

    [Fact]
    public void An_object_of_the_cluster_has_no_namespace_in_its_path()
    {
        Send(api => api.CreateAsync(KubeResources.Nodes, "ignored", new JsonObject(), null, _kube.Stop));
        Assert.Equal("POST /api/v1/nodes", _kube.Api.Requests[0]);
    }

    [Fact]
    public void A_binding_goes_to_its_subresource()
    {
        Send(api => api.CreateSubresourceAsync(
            KubeResources.Pods, KubeFixture.Key("p"), "binding", new JsonObject(), _kube.Stop));
        Assert.Equal("POST /api/v1/namespaces/default/pods/p/binding", _kube.Api.Requests[0]);
    }

    [Fact]
    public void A_list_says_what_it_wants()
    {
        var query = new ListQuery
        {
            LabelSelector = "a=b",
            FieldSelector = "c=d",
            Limit = 5,
            ResourceVersion = "7",
            ResourceVersionMatch = "Exact",
        };
        Send(api => api.ListAsync(KubeResources.Pods, query, _kube.Stop));
        Assert.Equal(
            "GET /api/v1/pods?labelSelector=a=b&fieldSelector=c=d&limit=5&resourceVersion=7&resourceVersionMatch=Exact",
            _kube.Api.Requests[0]);
    }

    [Theory]
    [InlineData("/api/v1/namespaces/ns/pods/p/status", "|pods|ns|p|status")]
    [InlineData("/api/v1/pods", "|pods|||")]
    [InlineData("/api/v1/namespaces/ns", "|namespaces||ns|")]
    [InlineData("/api/v1/namespaces/ns/status", "|namespaces||ns|status")]
    [InlineData("/apis/apps/v1/namespaces/ns/deployments", "apps|deployments|ns||")]
    [InlineData("/apis/x.io/v1/things/t", "x.io|things||t|")]
    public void A_path_is_read_as_it_was_written(string path, string expected)
    {
        var target = RequestTarget.Parse(path)!.Value;
        Assert.Equal(expected, $"{target.Group}|{target.Plural}|{target.Namespace}|{target.Name}|{target.Subresource}");
    }

    [Theory]
    [InlineData("/version")]
    [InlineData("/api")]
    [InlineData("/apis/apps/v1")]
    public void A_path_that_names_no_resource_has_no_target(string path) => Assert.Null(RequestTarget.Parse(path));

    private string Body() => Encoding.UTF8.GetString(_sent!.Body.Span);

    private void Send(Func<IKubeApi, Task> send) => _kube.Loop.Run(() => send(_kube.Api));
}
