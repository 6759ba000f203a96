using System.Text;
using System.Text.Json.Nodes;
using Fairway.Conformance.Transcripts.Comparing;

namespace Fairway.Conformance.BadInput;

/// <summary>Draws bodies: sound objects with a wrong place, broken JSON and YAML, deep ones and large ones.</summary>
internal sealed class HostileBodies(Random random)
{
    private const string ConfigMap = """
        {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"present","labels":{"a":"b"},"annotations":{"c":"d"},
         "finalizers":["example.com/x"],"ownerReferences":[{"apiVersion":"v1","kind":"Pod","name":"p","uid":"u"}]},
         "data":{"k":"v"},"binaryData":{"b":"YQ=="}}
        """;

    private const string Pod = """
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"present","creationTimestamp":"2026-01-01T00:00:00Z"},
         "spec":{
         "containers":[{"name":"a","image":"i","ports":[{"containerPort":80}],"env":[{"name":"X","value":"1"}],
         "resources":{"limits":{"cpu":"1","memory":"1Gi"}}}],
         "nodeSelector":{"a":"b"},"terminationGracePeriodSeconds":3}}
        """;

    private const string Operation =
        """[{"op":"add","path":"/data/x","value":"1"},{"op":"test","path":"/data","value":{}}]""";

    private static readonly string[] Yaml =
    [
        "a: &a [*a]",
        "a: &x {b: *x}",
        "? - a\n: - b",
        "- - - - -",
        "a: |\n b\n\tc",
        "!!binary x",
        "!!python/object:os.system {}",
        "%YAML 9.9\n---\na",
        "---\n---\n---",
        "kind: ConfigMap\nkind: Pod",
        "{a: b",
        "a: 'b",
        "<<: *nope",
        "a: *nope",
        "\t",
        "\"\\xZZ\"",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: 2026-01-01}\ndata: {a: .nan, b: 0x1F, c: 1_000}",
        ": : :",
        "? ? ?",
    ];

    private static readonly string[] Json =
    [
        "{",
        "}",
        "[",
        "{\"a\":}",
        "{\"a\":1,}",
        "{'a':1}",
        "nul",
        "1e99999",
        "-",
        "\"",
        "{\"a\":1}{\"b\":2}",
        "[1,2",
        "{\"a\"1}",
        "{\"kind\":\"ConfigMap\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"\\ud800\"}}",
        "{\"\\u0000\":1}",
        "{\"kind\":\"ConfigMap\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":1e400}}",
        "\ufeff{}",
        "{\"metadata\":[]}",
        "{\"kind\":1}",
        "{\"kind\":\"List\",\"apiVersion\":\"v1\",\"items\":[{}]}",
        "{\"metadata\":null,\"kind\":null}",
        "0",
        "true",
        "\"text\"",
    ];

    private static readonly JsonNode?[] Values =
    [
        null,
        JsonNode.Parse("{}"),
        JsonNode.Parse("[]"),
        JsonNode.Parse("-1"),
        JsonNode.Parse("1e400"),
        JsonNode.Parse("[null]"),
        JsonNode.Parse("true"),
        JsonNode.Parse("\"\""),
        JsonNode.Parse("{\"\":{\"\":null}}"),
        JsonNode.Parse("[[[[]]]]"),
        JsonNode.Parse("99999999999999999999"),
        JsonNode.Parse("\"a\\u0000b\""),
        JsonNode.Parse("\"-1.5Ei\""),
        JsonNode.Parse("1.5"),
    ];

    /// <summary>Any.</summary>
    public byte[] Next() =>
        random.Next(40) switch
        {
            0 => Large(),
            < 4 => Utf8(Deep()),
            < 8 => Utf8(Of(Yaml)),
            8 => Utf8(LaughingYaml()),
            < 13 => Utf8(Of(Json)),
            < 16 => Cut(),
            < 19 => Noise(),
            _ => Utf8(Changed(random.Next(2) == 0 ? ConfigMap : Pod)),
        };

    /// <summary>A JSON patch with something wrong.</summary>
    public byte[] Operations() =>
        random.Next(4) switch
        {
            0 => Utf8(Repeated("""{"op":"copy","from":"/data","path":"/data/a"}""", random.Next(10, 40))),
            1 => Utf8(Repeated("""{"op":"add","path":"/data/a","value":"x"}""", 10_001)),
            2 => Utf8(
                $$"""[{"op":"move","from":"","path":"/a/{{new string('~', random.Next(3))}}/{{random.Next(-3, 3)}}"}]"""
            ),
            _ => Utf8(Changed(Operation)),
        };

    private static string Repeated(string operation, int count) =>
        $"[{string.Join(',', Enumerable.Repeat(operation, count))}]";

    private string Changed(string good)
    {
        var body = Mutation.Of(JsonNode.Parse(good)!, random.Next(Mutation.CountOf(JsonNode.Parse(good)!)));
        var places = Places(body).ToList();
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            places[random.Next(places.Count)](Values[random.Next(Values.Length)]?.DeepClone());
        }

        return body.ToJsonString();
    }

    private static IEnumerable<Action<JsonNode?>> Places(JsonNode? node) =>
        node switch
        {
            JsonObject fields => fields
                .ToList()
                .SelectMany(field => Places(field.Value).Prepend(value => fields[field.Key] = value)),
            JsonArray list => Enumerable
                .Range(0, list.Count)
                .SelectMany(index => Places(list[index]).Prepend(value => list[index] = value)),
            _ => [],
        };

    private string Deep()
    {
        var depth = random.Next(20, 60_000);
        return random.Next(4) switch
        {
            0 => new string('[', depth),
            1 => new string('[', depth) + new string(']', depth),
            2 => string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth),
            _ => "{\"kind\":\"ConfigMap\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"deep\",\"labels\":"
                + string.Concat(Enumerable.Repeat("{\"a\":", depth))
                + "1"
                + new string('}', depth)
                + "}}",
        };
    }

    /// <summary>Aliases of aliases: small as text, huge when written out.</summary>
    private static string LaughingYaml()
    {
        var text = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (var level = 1; level < 12; level++)
        {
            text.Append($"a{level}: &a{level} [{string.Join(',', Enumerable.Repeat($"*a{level - 1}", 10))}]\n");
        }

        return text.ToString();
    }

    /// <summary>10 MiB: over the limit of a request, sound or not.</summary>
    private byte[] Large()
    {
        var filler = new string('x', 10 * 1024 * 1024);
        return random.Next(3) switch
        {
            0 => Utf8(filler),
            1 => Utf8(
                $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"large"},"data":{"a":"{{{filler}}}"}}"""
            ),
            _ => Utf8("[" + string.Join(',', Enumerable.Repeat("0", 5 * 1024 * 1024)) + "]"),
        };
    }

    private byte[] Cut()
    {
        var whole = Utf8(random.Next(2) == 0 ? ConfigMap : Pod);
        var cut = whole[..random.Next(whole.Length)];
        if (cut.Length > 0 && random.Next(2) == 0)
        {
            cut[random.Next(cut.Length)] = (byte)random.Next(256);
        }

        return cut;
    }

    private byte[] Noise()
    {
        var noise = new byte[random.Next(2000)];
        random.NextBytes(noise);
        return noise;
    }

    private string Of(string[] choices) => choices[random.Next(choices.Length)];

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
