using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Fairway.Schema.Decoding;
using Fairway.Schema.Json;
using Fairway.Schema.Protobuf;
using Fairway.Schema.Resources;
using Xunit;

namespace Fairway.Tests.Schema.Protobuf;

public sealed class ProtobufWriterTests
{
    private static readonly byte[] Namespace =
    [
        .. "k8s\0"u8,
        0x0a, 0x0f, 0x0a, 0x02, .. "v1"u8, 0x12, 0x09, .. "Namespace"u8,
        0x12, 0x05, 0x0a, 0x03, 0x0a, 0x01, .. "x"u8,
        0x1a, 0x00, 0x22, 0x00,
    ];

    private static JsonObject Json(string text) =>
        (JsonObject)JsonReader.Read(Encoding.UTF8.GetBytes(text)).Node!;

    private static JsonObject Decoded(JsonObject value)
    {
        var (apiVersion, kind) = (RecordedObjects.Text(value, "apiVersion"), RecordedObjects.Text(value, "kind"));
        SchemaDecoder.Decode(value, MessageSchemas.Find(apiVersion, kind)!);
        return value;
    }

    private static JsonObject ThroughProtobuf(JsonObject value) =>
        Decoded(ProtobufReader.Read(ProtobufWriter.Write(value)));

    private static void AssertComesThrough(JsonObject value)
    {
        Decoded(value);
        var read = ThroughProtobuf(value);
        Assert.True(JsonNode.DeepEquals(value, read), $"{value.ToJsonString()}\nbecame\n{read.ToJsonString()}");
    }

    [Fact]
    public void Every_recorded_object_comes_through_as_it_was()
    {
        var kinds = new HashSet<string>();
        Assert.All(RecordedObjects.All(), value =>
        {
            kinds.Add(RecordedObjects.Text(value, "kind"));
            AssertComesThrough(value);
        });

        // The recordings are there, and lists, Statuses and definitions of custom resources are among them.
        Assert.Superset(
            new HashSet<string> { "Status", "SecretList", "Pod", "CustomResourceDefinition", "Scale" }, kinds);
    }

    [Fact]
    public void An_object_has_its_mark_its_kind_and_its_message() =>
        Assert.Equal(
            Namespace,
            ProtobufWriter.Write(Json("""{"kind":"Namespace","apiVersion":"v1","metadata":{"name":"x"}}""")));

    [Fact]
    public void Texts_and_bytes_of_any_length_come_through() =>
        Gen.Select(Gen.String[0, 200], Gen.Byte.Array[0, 20_000]).Array[1, 5].Sample(entries =>
        {
            var (labels, data) = (new JsonObject(), new JsonObject());
            foreach (var (text, bytes) in entries)
            {
                var key = $"k{data.Count}";
                labels[key] = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
                data[key] = Convert.ToBase64String(bytes);
            }

            AssertComesThrough(new JsonObject
            {
                ["kind"] = "Secret",
                ["apiVersion"] = "v1",
                ["metadata"] = new JsonObject { ["name"] = "s", ["annotations"] = labels },
                ["data"] = data,
            });
        });

    [Fact]
    public void Numbers_of_either_sign_and_times_come_through() =>
        Gen.Select(Gen.Int, Gen.Long, Gen.DateTime[DateTime.UnixEpoch.AddYears(-1900), DateTime.MaxValue])
            .Sample((small, large, time) => AssertComesThrough(Json($$"""
                {"kind":"Pod","apiVersion":"v1","metadata":{"name":"p","generation":{{large}},
                "deletionTimestamp":"{{time:yyyy-MM-ddTHH:mm:ss}}Z"},"spec":{"priority":{{small}},
                "activeDeadlineSeconds":{{large}},"containers":[{"name":"c","resources":{},
                "livenessProbe":{"tcpSocket":{"port":{{small}} } },"readinessProbe":{"httpGet":{"port":"web"} } }] } }
                """)));

    [Fact]
    public void The_first_second_of_1970_is_a_time_and_micro_times_keep_their_fraction()
    {
        AssertComesThrough(Json("""
            {"kind":"Lease","apiVersion":"coordination.k8s.io/v1",
            "metadata":{"name":"l","creationTimestamp":"1970-01-01T00:00:00Z"},
            "spec":{"renewTime":"1969-12-31T23:59:59.999999Z","acquireTime":"2026-01-02T03:04:05.000001Z"}}
            """));
    }

    [Theory]
    [InlineData("""{"additionalProperties":false,"additionalItems":true}""")]
    [InlineData("""{"additionalProperties":{"type":"string"},"items":{"type":"object","nullable":true}}""")]
    [InlineData("""{"items":[{"type":"string"},{"items":{"enum":[1,null,"a",{"b":[]}]}}]}""")]
    [InlineData("""{"dependencies":{"a":["b","c"],"d":{"maximum":1.5,"minimum":-3,"default":{"x":null}}}}""")]
    [InlineData("""{"properties":{"a":{"x-kubernetes-validations":[{"rule":"true"}]}},"not":{"$ref":"x"}}""")]
    public void Schemas_of_custom_resources_come_through(string schema) => AssertComesThrough(Json($$$"""
        {"kind":"CustomResourceDefinition","apiVersion":"apiextensions.k8s.io/v1","metadata":{"name":"a.b"},
        "spec":{"group":"b","names":{"kind":"A","plural":"a"},"scope":"Cluster","versions":[
        {"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{{{schema}}}}}]}}
        """));

    [Fact]
    public void Damaged_definitions_are_read_or_refused_and_nothing_else()
    {
        var body = ProtobufWriter.Write(Json("""
            {"kind":"CustomResourceDefinition","apiVersion":"apiextensions.k8s.io/v1","metadata":{"name":"a.b"},
            "spec":{"group":"b","names":{"kind":"A","plural":"a"},"scope":"Cluster","versions":[{"name":"v1",
            "schema":{"openAPIV3Schema":{"items":[{"maximum":1.5}],"additionalProperties":{"default":[1]},
            "dependencies":{"a":["b"],"c":{"items":{"minimum":2.5,"enum":["x"],"minLength":3}}}}}}]}}
            """));
        Gen.Select(Gen.Int[60, body.Length - 1], Gen.Byte).Array[1, 6].Sample(changes =>
        {
            var damaged = body.ToArray();
            foreach (var (at, value) in changes)
            {
                damaged[at] = value;
            }

            try
            {
                Assert.NotNull(JsonText.Write(Decoded(ProtobufReader.Read(damaged))));
            }
            catch (ProtobufFormatException fault)
            {
                Assert.NotEmpty(fault.Message);
            }
        });
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void A_number_that_json_lacks_is_refused(double number)
    {
        var body = ProtobufWriter.Write(Json("""
            {"kind":"CustomResourceDefinition","apiVersion":"apiextensions.k8s.io/v1","spec":{"versions":[
            {"schema":{"openAPIV3Schema":{"maximum":1.5}}}]}}
            """));
        var at = body.AsSpan().IndexOf(BitConverter.GetBytes(1.5));
        BitConverter.TryWriteBytes(body.AsSpan(at), number);

        Assert.Throws<ProtobufFormatException>(() => ProtobufReader.Read(body));
    }

    [Fact]
    public void A_kind_that_is_not_built_in_has_no_such_form()
    {
        Assert.False(ProtobufWriter.Knows("example.com/v1", "Gizmo"));
        Assert.Throws<ArgumentException>(
            () => ProtobufWriter.Write(Json("""{"kind":"Gizmo","apiVersion":"example.com/v1"}""")));
    }

    [Fact]
    public void Every_resource_of_the_table_has_such_a_form() => Assert.All(
        ResourceTable.BuiltIn.All,
        resource => Assert.True(ProtobufWriter.Knows(resource.ApiVersion, resource.Kind), resource.Kind));
}
