using System.Text;
using Fairway.Kube;
using Fairway.Twin.Api;

namespace Fairway.Bench.Api;

/// <summary>What it costs to ask who may do what: a read and a creation by the administrator, and by users among many
/// bindings, without HTTPS. <c>bench access</c></summary>
internal static class AccessFigures
{
    private const string Rbac = "/apis/rbac.authorization.k8s.io/v1";
    private static readonly int[] Bindings = [10, 100, 1_000, 10_000];

    public static void Run()
    {
        var admin = Growth(ApiUser.Admin);
        var user = Growth(new ApiUser("user-7", ["team-7", "system:authenticated"]));
        Bench.Growth.Say("get of a ConfigMap by the administrator", "bindings", Bindings, n => admin(n, Get));
        Bench.Growth.Say("get of a ConfigMap by a user", "bindings", Bindings, n => user(n, Get));
        var fresh = 0;
        KubeRequest Create() => Send(
            "POST",
            "/api/v1/namespaces/a/configmaps",
            $$$"""{"metadata":{"name":"n{{{fresh++}}}"},"data":{"k":"v"}}""");
        Bench.Growth.Say("creation of a ConfigMap by the administrator", "bindings", Bindings, n => admin(n, Create));
        Bench.Growth.Say("creation of a ConfigMap by a user", "bindings", Bindings, n => user(n, Create));
        Bench.Growth.Say("first request after a binding has changed", "bindings", Bindings, n =>
        {
            var (api, changes) = (Start(n), 0);
            var bob = new ApiUser("user-7", ["system:authenticated"]);
            return () =>
            {
                Do(api, ApiUser.Admin, Bind($"more-{changes++}", 7));
                return Do(api, bob, Get());
            };
        });
    }

    private static Func<int, Func<KubeRequest>, Func<object>> Growth(ApiUser user) => (bindings, request) =>
    {
        var api = Start(bindings);
        return () => Do(api, user, request());
    };

    private static ApiServer Start(int bindings)
    {
        var store = ApiStore.Open(TimeProvider.System);
        var api = new ApiServer(new ApiServerOptions(store, TimeProvider.System, new Random(1)));
        Do(api, ApiUser.Admin, Send("POST", "/api/v1/namespaces", """{"metadata":{"name":"a"}}"""));
        Do(api, ApiUser.Admin, Send(
            "POST", "/api/v1/namespaces/a/configmaps", """{"metadata":{"name":"c"},"data":{"k":"v"}}"""));
        for (var i = 0; i < bindings; i++)
        {
            Do(api, ApiUser.Admin, Bind($"b{i}", i));
        }

        return api;
    }

    private static KubeRequest Bind(string name, int user) => Send(
        "POST",
        $"{Rbac}/namespaces/a/rolebindings",
        $$$"""
        {"metadata":{"name":"{{{name}}}"},
         "roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"edit"},
         "subjects":[{"apiGroup":"rbac.authorization.k8s.io","kind":"User","name":"user-{{{user}}}"}]}
        """);

    private static KubeRequest Get() => new() { Method = "GET", Path = "/api/v1/namespaces/a/configmaps/c" };

    private static KubeRequest Send(string method, string path, string body) => new()
    {
        Method = method,
        Path = path,
        ContentType = "application/json",
        Body = Encoding.UTF8.GetBytes(body),
    };

    /// <summary>In memory every answer is known when it is asked for.</summary>
    private static ApiReply Do(ApiServer api, ApiUser user, KubeRequest request)
    {
        var reply = api.HandleAsync(new ApiCall(request, user), CancellationToken.None);
        var answer = reply.IsCompleted ? reply.Result : reply.AsTask().GetAwaiter().GetResult();
        return answer is ApiReply.Answer { Response.IsSuccess: true }
            ? answer
            : throw new InvalidOperationException($"{request.Method} {request.Path} was refused");
    }
}
