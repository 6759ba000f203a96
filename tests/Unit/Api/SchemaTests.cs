using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Fairway.Api;
using Fairway.Tests.Twin.Api;
using Xunit;

namespace Fairway.Tests.Api;

/// <summary>The generated definitions, as an API server keeps them: what our records write is taken and given back
/// whole, and what they could not mean is refused where it stands.</summary>
public sealed class SchemaTests
{
    public static TheoryData<Type> Kinds => [.. ApiKind.All];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_a_record_writes_is_stored_whole(Type kind)
    {
        await using var server = await DefinedServer.OpenAsync();

        Gen.Int.Sample(
            seed =>
            {
                var wanted = Json(new RandomResource(seed).Of(kind), kind);
                var stored = server.StoreAsync(kind, wanted).GetAwaiter().GetResult();

                foreach (var part in new[] { "spec", "status" })
                {
                    Assert.True(
                        JsonNode.DeepEquals(wanted[part], stored[part]),
                        $"{part} was {wanted[part]}, and is {stored[part]}");
                }
            },
            iter: 40);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_a_record_cannot_mean_is_refused_where_it_stands(Type kind)
    {
        await using var server = await DefinedServer.OpenAsync();
        var whole = Json(new RandomResource(1, isFull: true).Of(kind), kind);
        var breaks = SpecBreaks.Of(kind, whole).ToArray();

        Assert.NotEmpty(breaks);
        foreach (var broken in breaks)
        {
            var answer = await server.Client.SendAsync(
                "POST", DefinedServer.PathOf(kind), broken.Object.ToJsonString(), "application/json");
            var text = Encoding.UTF8.GetString(answer.Body.FirstSpan);

            Assert.True(answer.Status is 422 or 400, $"{broken.What} is answered with {answer.Status}: {text}");
            Assert.True(
                TwinClient.Body(answer)["details"]?["causes"]!.AsArray()
                    .Any(cause => (string?)cause!["field"] == broken.Path),
                $"{broken.What}: nothing is said of {broken.Path} in {text}");
        }
    }

    [Fact]
    public async Task Defaults_are_given_by_the_server()
    {
        await using var server = await DefinedServer.OpenAsync();

        var stored = await server.Client.OkAsync(
            "POST", "/apis/fairway.dev/v1alpha1/namespaces/a/rollouts",
            """
            {"apiVersion":"fairway.dev/v1alpha1","kind":"Rollout","metadata":{"name":"a"},"spec":{"change":"c",
            "workload":{"apiVersion":"apps/v1","kind":"StatefulSet","name":"w"},"steps":[{}]}}
            """,
            "application/json");

        Assert.Equal(-1, (int)stored["spec"]!["permittedThrough"]!);
        Assert.Equal(2, (int)stored["spec"]!["maxRestarts"]!);
    }

    private static JsonObject Json(object made, Type kind) =>
        (JsonObject)JsonSerializer.SerializeToNode(made, ApiJson.Default.GetTypeInfo(kind)!)!;
}
