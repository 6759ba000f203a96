using System.Text;
using System.Text.Json.Nodes;
using Fairway.Components.Sealing;
using Fairway.Components.Targets;
using Fairway.Delivery.Records;
using Fairway.MetaDb.Memory;
using Fairway.Schema.Digests;
using Xunit;

namespace Fairway.Tests.Components.Targets;

/// <summary>Targets in the records, with Secrets in them.</summary>
public sealed class TargetShelfTests : IAsyncDisposable
{
    private const string Plain = "correct horse battery";
    private static readonly string Base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(Plain));
    private static readonly SealKeys Keys = new([new("k1", new byte[SealKeys.KeySize])]);

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private readonly InMemoryMetaDb db = new();

    public ValueTask DisposeAsync() => db.DisposeAsync();

    [Fact]
    public async Task What_a_Secret_holds_is_stored_sealed_and_comes_back()
    {
        var shelf = new TargetShelf(db, Keys);
        var target = Target();

        var digest = await shelf.PutAsync(target, Cancel);

        var stored = await StoredAsync(digest);
        Assert.DoesNotContain(Plain, stored, StringComparison.Ordinal);
        Assert.DoesNotContain(Base64, stored, StringComparison.Ordinal);
        Assert.Contains("\"password\":\"sealed:k1:", stored, StringComparison.Ordinal);
        Assert.Contains("\"type\":\"Opaque\"", stored, StringComparison.Ordinal);
        Assert.Contains("\"open\":\"to all\"", stored, StringComparison.Ordinal);
        var read = await shelf.GetAsync(digest, Cancel);
        Assert.True(JsonNode.DeepEquals(target.Objects, read.Objects));
        Assert.Equal(Base64, (string?)target.Objects[0]!["data"]!["password"]);
        Assert.Equal(digest, await shelf.PutAsync(read, Cancel));
    }

    [Fact]
    public async Task Without_the_key_nothing_is_done_until_it_is_given_back()
    {
        var digest = await new TargetShelf(db, Keys).PutAsync(Target(), Cancel);
        var other = new TargetShelf(db, new SealKeys([new("k2", new byte[SealKeys.KeySize])]));

        await Assert.ThrowsAsync<MetaDbUnavailableException>(() => other.GetAsync(digest, Cancel));
    }

    private async Task<string> StoredAsync(Digest digest) =>
        Encoding.UTF8.GetString((await db.FindContentAsync(digest, Cancel))!.Value.Span);

    private static TargetDocument Target() => new()
    {
        Component = "web",
        Version = "1",
        ChartDigest = "c",
        ValuesDigest = "v",
        Objects =
        [
            new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "Secret",
                ["type"] = "Opaque",
                ["metadata"] = new JsonObject
                {
                    ["name"] = "login",
                    ["namespace"] = "web",
                    ["annotations"] = new JsonObject { ["copy"] = $"it is {Plain}" },
                },
                ["data"] = new JsonObject { ["password"] = Base64, ["empty"] = "" },
            },
            new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "ConfigMap",
                ["metadata"] = new JsonObject { ["name"] = "words", ["namespace"] = "web" },
                ["data"] = new JsonObject { ["open"] = "to all" },
            },
        ],
    };
}
