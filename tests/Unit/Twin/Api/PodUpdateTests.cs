using Xunit;

namespace Fairway.Tests.Twin.Api;

public sealed class PodUpdateTests
{
    [Fact]
    public async Task Tolerations_may_come_back_in_another_order_of_fields()
    {
        await using var twin = new TwinClient();
        await twin.NamespaceAsync("a");
        var made = await twin.OkAsync(
            "POST", "/api/v1/namespaces/a/pods",
            """
            {"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i"}],
             "tolerations":[{"key":"k","operator":"Exists","effect":"NoExecute"}]}}
            """);
        var tolerations = made["spec"]!["tolerations"]!.AsArray();
        tolerations[0] = TwinClient.Json("""{"effect":"NoExecute","key":"k","operator":"Exists"}""");

        await twin.OkAsync("PUT", "/api/v1/namespaces/a/pods/p", made.ToJsonString());
        tolerations[0] = TwinClient.Json("""{"effect":"NoSchedule","key":"k","operator":"Exists"}""");
        var refused = await twin.RefusedAsync(422, "PUT", "/api/v1/namespaces/a/pods/p", made.ToJsonString());

        Assert.Contains(
            "existing toleration can not be modified except its tolerationSeconds",
            (string)refused["message"]!,
            StringComparison.Ordinal);
    }
}
