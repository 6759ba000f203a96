using System.Text;
using System.Text.Json.Nodes;
using Fairway.Schema;
using Fairway.Schema.Decoding;
using Fairway.Schema.Json;
using Xunit;

namespace Fairway.Tests.Schema.Decoding;

public sealed class SchemaDecoderTests
{
    private static JsonObject Json(string text) => JsonReader.Read(Encoding.UTF8.GetBytes(text)).Node!.AsObject();

    private static SchemaNode Kind(string name) => BuiltInSchemas.Find(name)!;

    private static string Decoded(string kind, string text)
    {
        var value = Json(text);
        SchemaDecoder.Decode(value, Kind(kind));
        return Encoding.UTF8.GetString(JsonText.Write(value));
    }

    private static string Refused(string kind, string text) =>
        Assert.Throws<SchemaMismatchException>(() => SchemaDecoder.Decode(Json(text), Kind(kind))).Message;

    /// <summary>Messages as a real server was seen to answer them.</summary>
    [Theory]
    [InlineData(
        "core.v1.ConfigMap",
        """{"data":{"a":1}}""",
        "json: cannot unmarshal number into Go struct field ConfigMap.data of type string")]
    [InlineData(
        "core.v1.ConfigMap",
        """{"metadata":"x"}""",
        "json: cannot unmarshal string into Go struct field ConfigMap.metadata of type v1.ObjectMeta")]
    [InlineData(
        "core.v1.ConfigMap",
        """{"metadata":{"labels":{"a":true}}}""",
        "json: cannot unmarshal bool into Go struct field ObjectMeta.metadata.labels of type string")]
    [InlineData(
        "core.v1.ConfigMap",
        """{"immutable":"x"}""",
        "json: cannot unmarshal string into Go struct field ConfigMap.immutable of type bool")]
    [InlineData("core.v1.ConfigMap", """{"binaryData":{"a":"%%%"}}""", "illegal base64 data at input byte 0")]
    [InlineData(
        "apps.v1.Deployment",
        """{"spec":{"replicas":"3"}}""",
        "json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32")]
    [InlineData(
        "apps.v1.Deployment",
        """{"spec":{"replicas":1.5}}""",
        "json: cannot unmarshal number 1.5 into Go struct field DeploymentSpec.spec.replicas of type int32")]
    [InlineData(
        "apps.v1.Deployment",
        """{"spec":{"replicas":99999999999}}""",
        "json: cannot unmarshal number 99999999999 into Go struct field DeploymentSpec.spec.replicas of type int32")]
    [InlineData(
        "core.v1.Pod",
        """{"spec":{"hostNetwork":"x"}}""",
        "json: cannot unmarshal string into Go struct field PodSpec.spec.hostNetwork of type bool")]
    [InlineData(
        "core.v1.Pod",
        """{"spec":{"containers":[{"resources":{"requests":{"cpu":"lots"}}}]}}""",
        "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'")]
    [InlineData(
        "core.v1.Pod",
        """{"spec":{"containers":[{"name":1}]}}""",
        "json: cannot unmarshal number into Go struct field Container.spec.containers.name of type string")]
    [InlineData(
        "core.v1.Pod",
        """{"spec":{"containers":{}}}""",
        "json: cannot unmarshal object into Go struct field PodSpec.spec.containers of type []v1.Container")]
    [InlineData(
        "core.v1.ConfigMap",
        """{"metadata":{"creationTimestamp":"yesterday"}}""",
        "parsing time \"yesterday\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"yesterday\" as \"2006\"")]
    [InlineData(
        "core.v1.ConfigMap",
        """{"metadata":{"creationTimestamp":"2026-13-01T00:00:00Z"}}""",
        "parsing time \"2026-13-01T00:00:00Z\": month out of range")]
    [InlineData(
        "coordination.v1.Lease",
        """{"spec":{"renewTime":"2026-01-01T00:00:00Z"}}""",
        "parsing time \"2026-01-01T00:00:00Z\" as \"2006-01-02T15:04:05.000000Z07:00\": "
        + "cannot parse \"Z\" as \".000000\"")]
    public void A_value_that_does_not_fit_is_named_as_api_servers_name_it(string kind, string text, string message) =>
        Assert.Equal(message, Refused($"io.k8s.api.{kind}", text));

    [Fact]
    public void Unknown_fields_go_and_are_told_with_their_paths()
    {
        var value = Json("""
            {"Data":{},"spec":{"replicas":1,"foo":{"x":1},
            "template":{"spec":{"containers":[{"name":"a"},{"imag":"b"}]}}}}
            """);

        var result = SchemaDecoder.Decode(value, Kind("io.k8s.api.apps.v1.Deployment"));

        Assert.Equal(["Data", "spec.foo", "spec.template.spec.containers[1].imag"], result.UnknownFields);
        Assert.Null(value["spec"]!["foo"]);
        Assert.Equal(
            ["duplicate field \"spec.replicas\"", "unknown field \"Data\""],
            DecodeMessages.Problems(["spec.replicas"], ["Data"]));
    }

    [Fact]
    public void Empty_places_go_or_stay_as_the_kind_says() => Assert.Equal(
        """{"metadata":{"name":"a"},"spec":{"replicas":0,"""
        + "\"template\":{\"spec\":{\"securityContext\":{},\"containers\":null},\"metadata\":{}},"
        + "\"selector\":null,\"strategy\":{}},\"status\":{}}",
        Decoded(
            "io.k8s.api.apps.v1.Deployment",
            """
            {"metadata":{"name":"a","labels":{},"creationTimestamp":null},
            "spec":{"replicas":0,"paused":false,"minReadySeconds":0,"template":
            {"spec":{"containers":[],"volumes":[],"nodeName":"","securityContext":{}}}}}
            """));

    [Theory]
    [InlineData("\"2026-01-02T03:04:05.999Z\"", "\"2026-01-02T03:04:05Z\"")]
    [InlineData("\"2026-01-02T03:04:05+01:30\"", "\"2026-01-02T01:34:05Z\"")]
    [InlineData("\"2026-01-02T03:04:05Z\"", "\"2026-01-02T03:04:05Z\"")]
    public void Times_are_written_in_utc_to_the_second(string sent, string written) =>
        Assert.Equal(
            $$$"""{"metadata":{"creationTimestamp":{{{written}}}}}""",
            Decoded("io.k8s.api.core.v1.ConfigMap", $$$"""{"metadata":{"creationTimestamp":{{{sent}}}}}"""));

    [Fact]
    public void Micro_times_keep_six_decimals() => Assert.Contains(
        "\"renewTime\":\"2026-01-02T01:04:05.123456Z\"",
        Decoded("io.k8s.api.coordination.v1.Lease", """{"spec":{"renewTime":"2026-01-02T03:04:05.123456+02:00"}}"""),
        StringComparison.Ordinal);

    [Fact]
    public void Quantities_take_their_canonical_form_and_amounts_are_rounded_up() => Assert.Contains(
        """{"requests":{"cpu":"1","memory":"500m","x":"1m","y":"2"}}""",
        Decoded(
            "io.k8s.api.core.v1.Pod",
            """
            {"spec":{"containers":[{"name":"a",
            "resources":{"requests":{"cpu":"1000m","memory":0.5,"x":"1u","y":2}}}]}}
            """),
        StringComparison.Ordinal);

    [Fact]
    public void What_may_be_a_number_or_a_text_stays_what_it_is() => Assert.Contains(
        """{"maxSurge":1,"maxUnavailable":"25%"}""",
        Decoded(
            "io.k8s.api.apps.v1.Deployment",
            """{"spec":{"strategy":{"rollingUpdate":{"maxSurge":1,"maxUnavailable":"25%"}}}}"""),
        StringComparison.Ordinal);

    [Fact]
    public void Anything_goes_where_anything_may_go() => Assert.Contains(
        "\"data\":{\"a\":[null,{\"b\":\"\"}]}",
        Decoded("io.k8s.api.apps.v1.ControllerRevision", """{"data":{"a":[null,{"b":""}]},"revision":1}"""),
        StringComparison.Ordinal);

    [Fact]
    public void A_part_that_was_taken_away_comes_back_as_it_is_when_nobody_set_it()
    {
        var value = Json("""{"spec":{},"status":{"numberReady":3}}""");
        SchemaDecoder.Decode(value, Kind("io.k8s.api.apps.v1.DaemonSet"));
        value.Remove("status");

        SchemaDecoder.Complete(value, Kind("io.k8s.api.apps.v1.DaemonSet"));

        Assert.Equal(0, value["status"]!["numberReady"]!.GetValue<long>());
    }

    [Fact]
    public void Numbers_put_in_by_other_code_are_read_too()
    {
        var value = new JsonObject { ["spec"] = new JsonObject { ["replicas"] = 3, ["minReadySeconds"] = (short)0 } };

        SchemaDecoder.Decode(value, Kind("io.k8s.api.apps.v1.Deployment"));

        Assert.Equal(3, value["spec"]!["replicas"]!.GetValue<int>());
        Assert.Null(value["spec"]!["minReadySeconds"]);
    }
}
