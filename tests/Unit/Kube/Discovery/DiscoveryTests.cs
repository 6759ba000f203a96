using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Tests.Kube.Fakes;
using Xunit;

namespace Fairway.Tests.Kube.Discovery;

public sealed class DiscoveryTests : IDisposable
{
    private readonly KubeFixture _kube = new();

    public void Dispose() => _kube.Dispose();

    [Fact]
    public void A_server_that_answers_plainly_is_asked_for_each_version()
    {
        Answer("/api", """{"kind":"APIVersions","versions":["v1"]}""");
        Answer("/apis", """
            {"kind":"APIGroupList","groups":[{"name":"apps","versions":[{"groupVersion":"apps/v1","version":"v1"}]}]}
            """);
        Answer("/api/v1", """
            {"resources":[{"name":"pods","kind":"Pod","namespaced":true,"verbs":["get"],
            "shortNames":["po"],"categories":["all"]},
            {"name":"pods/status","kind":"Pod","namespaced":true,"verbs":["get"]}]}
            """);
        Answer("/apis/apps/v1", """{"resources":[{"name":"deployments","kind":"Deployment","namespaced":true}]}""");
        var found = _kube.Loop.Run(() => _kube.Api.DiscoverAsync(_kube.Stop));
        Assert.Equal([KubeResources.Pods, KubeResources.Deployments], found.Select(item => item.Resource));
        Assert.Equal(["status"], found[0].Subresources);
        Assert.Equal(["po"], found[0].ShortNames);
        Assert.Equal(["all"], found[0].Categories);
    }

    [Fact]
    public void A_server_that_refuses_discovery_is_an_exception()
    {
        _kube.Api.Fail(_ => true, _ => FakeAnswers.Refusal(403, "Forbidden", "no"));
        Assert.Throws<KubeApiException>(() => { _kube.Loop.Run(() => _kube.Api.DiscoverAsync(_kube.Stop)); });
    }

    private void Answer(string path, string body) =>
        _kube.Api.Fail(request => request.Path == path, _ => FakeAnswers.Ok((JsonObject)JsonNode.Parse(body)!));
}
