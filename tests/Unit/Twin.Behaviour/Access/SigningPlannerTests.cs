using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour;
using Fairway.Twin.Behaviour.Access;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour.Access;

public sealed class SigningPlannerTests
{
    private const string Client = "kubernetes.io/kube-apiserver-client";
    private const string Kubelet = "kubernetes.io/kube-apiserver-client-kubelet";
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly CertificateSubject Bob = new("bob", ["devs"], false);

    [Fact]
    public void An_approved_request_gets_a_year()
    {
        var plan = Assert.IsType<SigningPlan.Issue>(Plan(Request(Client), Bob));
        Assert.Equal(Now.AddMinutes(-5), plan.NotBefore);
        Assert.Equal(Now.AddDays(365).AddMinutes(-5), plan.NotAfter);
    }

    [Theory]
    [InlineData(60, 600)]
    [InlineData(3600, 3600)]
    [InlineData(400 * 24 * 3600, (365 * 24 * 3600) - 300)]
    public void How_long_is_asked_for_within_bounds(long asked, long given)
    {
        var plan = Assert.IsType<SigningPlan.Issue>(Plan(Request(Client) with { Seconds = asked }, Bob));
        Assert.Equal(Now.AddSeconds(given), plan.NotAfter);
    }

    [Fact]
    public void What_is_not_approved_or_has_its_answer_is_left_alone()
    {
        Assert.IsType<SigningPlan.None>(Plan(Request(Client) with { Conditions = [] }, Bob));
        Assert.IsType<SigningPlan.None>(Plan(Request(Client) with { IsIssued = true }, Bob));
        Assert.IsType<SigningPlan.None>(Plan(Request("example.com/mine"), Bob));
        Assert.IsType<SigningPlan.None>(
            Plan(Request(Client) with { Conditions = [new("Approved", "True"), new("Failed", "True")] }, Bob));
    }

    [Theory]
    [InlineData("server auth", "invalid usage for client certificate: server auth")]
    [InlineData("digital signature", "missing required usage for client certificate: client auth")]
    public void A_client_is_no_server(string usage, string message)
    {
        var plan = Plan(Request(Client) with { Usages = [usage] }, Bob);
        Assert.Equal(message, Assert.IsType<SigningPlan.Fail>(plan).Message);
    }

    [Fact]
    public void A_kubelet_is_named_as_one()
    {
        var request = Request(Kubelet) with { Usages = ["client auth", "digital signature", "key encipherment"] };
        Assert.IsType<SigningPlan.Issue>(Plan(request, new("system:node:n1", ["system:nodes"], false)));
        Assert.IsType<SigningPlan.Fail>(Plan(request, new("system:node:n1", ["devs"], false)));
        Assert.IsType<SigningPlan.Fail>(Plan(request, new("n1", ["system:nodes"], false)));
        Assert.IsType<SigningPlan.Fail>(Plan(request, new("system:node:n1", ["system:nodes"], true)));
    }

    [Fact]
    public void Only_a_kubelet_is_approved_without_anybody()
    {
        var request = Request(Kubelet) with
        {
            Conditions = [],
            Username = "system:node:n1",
            Usages = ["client auth", "digital signature"],
        };
        Assert.True(ApprovingPlanner.Waits(request));
        Assert.False(ApprovingPlanner.Waits(Request(Kubelet)));
        Assert.False(ApprovingPlanner.Waits(request with { Signer = Client }));
        var node = new CertificateSubject("system:node:n1", ["system:nodes"], false);
        Assert.Equal(["selfnodeclient", "nodeclient"], ApprovingPlanner.Plan(request, node).Select(w => w.Right));
        Assert.Equal(
            ["nodeclient"],
            ApprovingPlanner.Plan(request with { Username = "bootstrap" }, node).Select(w => w.Right));
        Assert.Empty(ApprovingPlanner.Plan(request, Bob));
        Assert.Empty(ApprovingPlanner.Plan(request with { Usages = ["server auth"] }, node));
    }

    [Fact]
    public void A_request_goes_when_it_has_served()
    {
        Assert.Equal(Now.AddHours(24), RequestCleaner.EndOf(Request(Client) with { Conditions = [] }));
        Assert.Null(RequestCleaner.EndOf(Request(Client)));
        Assert.Equal(Now.AddHours(1), RequestCleaner.EndOf(Request(Client) with { IsIssued = true }));
        var denied = new Condition("Denied", "True") { UpdatedAt = Now.AddHours(1) };
        Assert.Equal(Now.AddHours(2), RequestCleaner.EndOf(Request(Client) with { Conditions = [denied] }));
    }

    private static SigningPlan Plan(RequestView request, CertificateSubject subject) =>
        SigningPlanner.Plan(new SigningObservation(request, subject, Now));

    private static RequestView Request(string signer) =>
        new(new ObjectMeta { Name = "r", CreatedAt = Now }, signer)
        {
            Usages = ["client auth"],
            Conditions = [new Condition("Approved", "True") { UpdatedAt = Now }],
        };
}
