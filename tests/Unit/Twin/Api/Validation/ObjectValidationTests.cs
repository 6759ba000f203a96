using System.Text.Json.Nodes;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Validation;
using Xunit;

namespace Fairway.Tests.Twin.Api.Validation;

/// <summary>What Services, configuration, roles, storage, quotas and limits must be like.</summary>
public sealed class ObjectValidationTests
{
    private const string Service =
        """
        {"type":"ClusterIP","clusterIP":"10.0.0.9","sessionAffinity":"None","ports":[{"port":80,"protocol":"TCP"}]}
        """;

    [Fact]
    public void The_address_of_a_service_does_not_change() => Assert.Equal(
        """spec.clusterIPs[0]: Invalid value: ["10.0.0.8"]: may not change once set""",
        Checking.Spec(
            f => ServiceValidation.KeepAddress(f, Checking.Json(Service)),
            Checking.With(Service, """{"clusterIP":"10.0.0.8"}""")));

    [Fact]
    public void A_config_map_holds_a_mebibyte()
    {
        static string Of(int bytes) => Checking.Object(
            ConfigMapValidation.Check, new JsonObject { ["data"] = new JsonObject { ["k"] = new string('x', bytes) } });
        Assert.Empty(Of(1 << 20));
        Assert.Equal("[]: Too long: may not be more than 1048576 bytes", Of((1 << 20) + 1));
    }

    [Theory]
    [InlineData("""{"immutable":true,"data":{"a":"2"}}""", "data")]
    [InlineData("""{"data":{"a":"1"}}""", "immutable")]
    [InlineData("""{"immutable":true,"data":{"a":"1"},"binaryData":{"z":"YQ=="}}""", "binaryData")]
    [InlineData("""{"immutable":true,"data":{"a":"1"},"metadata":{"labels":{"a":"b"}}}""", null)]
    public void What_is_immutable_stays(string now, string? changed)
    {
        var live = Checking.Json("""{"immutable":true,"data":{"a":"1"}}""");
        var found = Checking.Object((o, e) => ConfigMapValidation.CheckUpdate(o, live, e), Checking.Json(now));
        Assert.Equal(changed is null ? "" : $"{changed}: Forbidden: field is immutable when `immutable` is set", found);
    }

    [Fact]
    public void The_type_of_a_secret_does_not_change() => Assert.Equal(
        "type: Invalid value: \"b\": field is immutable",
        Checking.Object(
            (obj, errors) => SecretValidation.CheckUpdate(obj, Checking.Json("""{"type":"a"}"""), errors),
            Checking.Json("""{"type":"b"}""")));

    [Fact]
    public void A_binding_of_the_cluster_refers_to_a_cluster_role_and_names_known_subjects()
    {
        const string Role = """{"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"Role","name":"r"}}""";
        static string Of(string text, bool isOfNamespace) =>
            Checking.Object((o, e) => RbacValidation.CheckBinding(o, isOfNamespace, e), Checking.Json(text));
        Assert.Empty(Of(Role, true));
        Assert.Equal("roleRef.kind: Unsupported value: \"Role\": supported values: \"ClusterRole\"", Of(Role, false));
        var subjects = Checking.With(Role, """{"subjects":[{"kind":"X","name":"u"}]}""").ToJsonString();
        Assert.StartsWith("subjects[0].kind: Unsupported value: \"X\":", Of(subjects, true), StringComparison.Ordinal);
        var other = Checking.With(Role, """{"roleRef":{"name":"s"}}""");
        const string Shown = """{"APIGroup":"rbac.authorization.k8s.io","Kind":"Role","Name":"s"}""";
        Assert.Equal(
            $"roleRef: Invalid value: {Shown}: cannot change roleRef",
            Checking.Object((o, e) => RbacValidation.KeepRole(o, Checking.Json(Role), e), other));
    }

    [Theory]
    [InlineData("", "", "tls: failed to find any PEM data in certificate input")]
    [InlineData("-----BEGIN CERTIFICATE-----", "", "tls: failed to find any PEM data in key input")]
    [InlineData("-----BEGIN CERTIFICATE-----", "-----BEGIN PRIVATE KEY-----", null)]
    public void A_tls_secret_without_pem_is_taken_with_a_warning(string certificate, string key, string? expected)
    {
        static string Base64(string text) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text));
        var data = new JsonObject { ["tls.crt"] = Base64(certificate), ["tls.key"] = Base64(key) };
        Assert.Equal(
            expected, SecretValidation.Warning(new JsonObject { ["type"] = "kubernetes.io/tls", ["data"] = data }));
    }

    [Theory]
    [InlineData("""{"volumeName":"v"}""", true)]
    [InlineData("""{"storageClassName":"c"}""", true)]
    [InlineData("""{"accessModes":["ReadOnlyMany"]}""", false)]
    [InlineData("""{"resources":{"requests":{"storage":"2Gi"}}}""", false)]
    public void A_claim_that_is_not_bound_may_be_bound_and_classed(string patch, bool isAllowed)
    {
        var before = Checking.Json(Checking.Claim);
        var now = Checking.With(Checking.Claim, patch);
        var status = new Field("status", null, []);
        var told = Checking.Spec(f => StorageValidation.KeepClaim(f, before, status), now);
        Assert.Equal(isAllowed, told.Length == 0);
    }

    [Fact]
    public void Names_stay_apart_when_there_are_many()
    {
        var names = new NameSet();
        Assert.All(Enumerable.Range(0, 50), i => Assert.True(names.Add($"n{i}")));
        Assert.All(Enumerable.Range(0, 50), i => Assert.True(names.Has($"n{i}") && !names.Add($"n{i}")));
        Assert.False(names.Has("other"));
    }

    [Fact]
    public void Paths_are_those_of_kubernetes()
    {
        var root = new Field("spec", Checking.Json("""{"a":[{"b":{"k":1}}]}"""), new List<FieldError>());
        Assert.Equal("spec.a[0].b[k]", root["a"][0]["b"].Entry("k").Path());
        Assert.Equal(1, root["a"][0]["b"].Entry("k").Number);
        Assert.Equal("spec.none[7].x", root["none"][7]["x"].Path());
    }
}
