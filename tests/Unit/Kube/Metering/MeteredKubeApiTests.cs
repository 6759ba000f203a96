using System.Diagnostics.Metrics;
using Fairway.Kube;
using Fairway.Kube.Metering;
using Fairway.Kube.Requests;
using Fairway.Tests.Kube.Fakes;
using Xunit;

namespace Fairway.Tests.Kube.Metering;

public sealed class MeteredKubeApiTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_are_counted_by_cluster_verb_and_code()
    {
        var seen = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "fairway.api.requests")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            if ((string?)tags[0].Value == "metered")
            {
                seen.Add($"{tags[1].Value} {tags[2].Value}");
            }
        });
        listener.Start();

        var fake = new FakeKubeApi();
        var api = new MeteredKubeApi(fake, "metered", TimeProvider.System);
        await api.ListAsync(KubeResources.ConfigMaps, new ListQuery(), Cancel);
        await api.FindAsync(KubeResources.ConfigMaps, KubeFixture.Key("a"), Cancel);
        fake.Fail(_ => true, _ => throw new KubeApiException(0, "Unreachable", "nobody"));
        await Assert.ThrowsAsync<KubeApiException>(
            () => api.FindAsync(KubeResources.ConfigMaps, KubeFixture.Key("a"), Cancel));
        await using (await api.WatchAsync(
            new KubeRequest { Method = "GET", Path = "/api/v1/configmaps", Query = [new("watch", "true")] }, Cancel))
        {
            Assert.Equal(["list 200", "get 404", "get 0", "watch 200"], seen);
        }
    }

    [Theory]
    [InlineData("GET", "/api/v1/namespaces/a/pods", "list")]
    [InlineData("GET", "/api/v1/namespaces/a", "get")]
    [InlineData("GET", "/version", "get")]
    [InlineData("POST", "/api/v1/namespaces/a/pods/b/eviction", "create")]
    [InlineData("PUT", "/api/v1/namespaces/a/pods/b", "update")]
    [InlineData("PATCH", "/api/v1/namespaces/a/pods/b", "patch")]
    [InlineData("DELETE", "/api/v1/namespaces/a/pods/b", "delete")]
    [InlineData("DELETE", "/api/v1/namespaces/a/pods", "deletecollection")]
    [InlineData("OPTIONS", "/", "other")]
    public void A_request_has_the_verb_of_rules_of_access(string method, string path, string verb) =>
        Assert.Equal(verb, RequestVerb.Of(new KubeRequest { Method = method, Path = path }));

    [Fact]
    public void An_apply_is_told_from_other_patches() => Assert.Equal("apply", RequestVerb.Of(new KubeRequest
    {
        Method = "PATCH",
        Path = "/api/v1/namespaces/a/pods/b",
        ContentType = "application/apply-patch+yaml",
    }));

    [Fact]
    public void What_several_show_under_one_label_is_added_up_for_as_long_as_they_are_there()
    {
        var gauge = new LiveGauge("of");
        using (gauge.Watch("b", () => 1))
        using (gauge.Watch(() => [new("b", 2), new("a", 5)]))
        {
            Assert.Equal(["a 5", "b 3"], Shown(gauge));
        }

        Assert.Empty(Shown(gauge));
    }

    private static IEnumerable<string> Shown(LiveGauge gauge) =>
        gauge.Measure().Select(one => $"{one.Tags[0].Value} {one.Value}");
}
