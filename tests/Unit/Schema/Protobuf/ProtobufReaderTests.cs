using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Fairway.Schema;
using Fairway.Schema.Decoding;
using Fairway.Schema.Json;
using Fairway.Schema.Protobuf;
using Fairway.Schema.Resources;
using Xunit;

namespace Fairway.Tests.Schema.Protobuf;

public sealed class ProtobufReaderTests
{
    private static readonly byte[] Probe = Message(
        Field(1, Field(2, Message(Text(1, "/up"), Field(2, Message(Number(1, 1), Text(3, "web")))))),
        Number(2, 5));

    private static readonly byte[] Container = Message(
        Text(1, "app"),
        Text(2, "x:1"),
        Field(6, Number(3, 8080)),
        Field(8, Field(1, Message(Text(1, "cpu"), Field(2, Text(1, "1000m"))))),
        Field(10, Probe));

    private static readonly byte[] Volume = Message(Text(1, "cache"), Field(2, Field(2, [])));

    private static readonly byte[] Template = Message(
        Field(1, []),
        Field(2, Message(Field(1, Volume), Field(2, Container))));

    private static readonly byte[] Strategy = Message(
        Text(1, "RollingUpdate"),
        Field(2, Field(1, Message(Number(1, 0), Number(2, 1)))));

    private static readonly byte[] Deployment = Envelope("apps/v1", "Deployment", Message(
        Field(1, Message(Text(1, "web"), Field(8, []), Field(11, Message(Text(1, "app"), Text(2, "web"))))),
        Field(2, Message(Number(1, 3), Field(3, Template), Field(4, Strategy), Number(7, 0)))));

    private static byte[] Envelope(string apiVersion, string kind, byte[] content) =>
        [.. "k8s\0"u8, .. Field(1, Message(Text(1, apiVersion), Text(2, kind))), .. Field(2, content)];

    private static byte[] Message(params byte[][] fields) => [.. fields.SelectMany(field => field)];

    private static byte[] Field(int number, byte[] content) =>
        [.. Varint((ulong)(number << 3) | 2), .. Varint((ulong)content.Length), .. content];

    private static byte[] Text(int number, string text) => Field(number, Encoding.UTF8.GetBytes(text));

    private static byte[] Number(int number, long value) => [.. Varint((ulong)number << 3), .. Varint((ulong)value)];

    private static byte[] Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        return [.. bytes, (byte)value];
    }

    [Fact]
    public void An_object_reads_as_its_json()
    {
        var value = ProtobufReader.Read(Deployment);
        SchemaDecoder.Decode(value, ResourceTable.BuiltIn.Find("apps", "v1", "deployments")!.Schema!);

        var expected = JsonNode.Parse("""
            {"kind":"Deployment","apiVersion":"apps/v1","metadata":{"name":"web","labels":{"app":"web"}},
            "spec":{"replicas":3,"selector":null,"template":{"metadata":{},"spec":{
            "volumes":[{"name":"cache","emptyDir":{}}],
            "containers":[{"name":"app","image":"x:1","ports":[{"containerPort":8080}],
            "resources":{"limits":{"cpu":"1"}},
            "livenessProbe":{"httpGet":{"path":"/up","port":"web"},"initialDelaySeconds":5}}]}},
            "strategy":{"type":"RollingUpdate","rollingUpdate":{"maxUnavailable":1}}},"status":{}}
            """);
        Assert.True(JsonNode.DeepEquals(expected, value), value.ToJsonString());
    }

    [Fact]
    public void Bytes_times_and_json_inside_take_their_json_form()
    {
        var secret = ProtobufReader.Read(Envelope("v1", "Secret", Field(2, Message(Text(1, "k"), Text(2, "v")))));
        var lease = ProtobufReader.Read(Envelope("coordination.k8s.io/v1", "Lease", Field(2, Message(
            Field(4, Message(Number(1, 1_767_323_045), Number(2, 123_456_000)))))));
        var revision = ProtobufReader.Read(Envelope("apps/v1", "ControllerRevision", Message(
            Field(2, Text(1, """{"a":[1]}""")), Number(3, 7))));

        Assert.Equal("dg==", secret["data"]!["k"]!.GetValue<string>());
        Assert.Equal("2026-01-02T03:04:05.123456Z", lease["spec"]!["renewTime"]!.GetValue<string>());
        Assert.Equal("""{"a":[1]}""", revision["data"]!.ToJsonString());
    }

    [Fact]
    public void Options_of_a_deletion_come_with_the_version_of_what_is_deleted()
    {
        var content = Message(Number(1, 5), Text(4, "Foreground"));
        var options = ProtobufReader.Read(Envelope("apps/v1", "DeleteOptions", content));

        Assert.Equal(5, options["gracePeriodSeconds"]!.GetValue<long>());
        Assert.Equal("Foreground", options["propagationPolicy"]!.GetValue<string>());
    }

    [Fact]
    public void Every_number_belongs_to_a_field_of_its_definition()
    {
        Assert.All(BuiltInSchemas.Names, name =>
        {
            var definition = BuiltInSchemas.Find(name)!;
            var named = FieldNumbers.Of(name).Values.Where(field => field[0] != '@');
            Assert.Subset(definition.Properties.Keys.ToHashSet(), named.Except(Newer(name)).ToHashSet());
        });

        // The models lack what only a development version of the API had.
        static string[] Newer(string name) => name switch
        {
            "io.k8s.api.core.v1.PodStatus" => ["nodeAllocatableResourceClaimStatuses"],
            "io.k8s.api.resource.v1.Device" => ["nodeAllocatableResourceMappings"],
            _ => [],
        };
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("k8s\0\x0a")]
    [InlineData("k8s\0\x07")]
    [InlineData("k8s\0")]
    public void What_is_no_such_object_is_refused(string body) =>
        Assert.Throws<ProtobufFormatException>(() => ProtobufReader.Read(Encoding.Latin1.GetBytes(body)));

    [Fact]
    public void Damaged_bodies_are_read_or_refused_and_nothing_else() =>
        Gen.Select(Gen.Int[0, Deployment.Length - 1], Gen.Byte).Array[1, 6].Sample(changes =>
        {
            var damaged = Deployment.ToArray();
            foreach (var (at, value) in changes)
            {
                damaged[at] = value;
            }

            try
            {
                Assert.NotNull(JsonText.Write(ProtobufReader.Read(damaged)));
            }
            catch (ProtobufFormatException fault)
            {
                Assert.NotEmpty(fault.Message);
            }
        });
}
