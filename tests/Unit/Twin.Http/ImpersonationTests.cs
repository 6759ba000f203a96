using Fairway.Twin.Api;
using Fairway.Twin.Http.Security;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Fairway.Tests.Twin.Http;

public sealed class ImpersonationTests
{
    [Fact]
    public void Without_headers_the_caller_stays_himself() =>
        Assert.Same(ApiUser.Admin, Impersonation.Apply(ApiUser.Admin, new HeaderDictionary(), out _));

    [Fact]
    public void A_master_acts_as_whom_he_names()
    {
        var headers = new HeaderDictionary
        {
            ["Impersonate-User"] = "bob",
            ["Impersonate-Group"] = new(["devs", "ops"]),
            ["Impersonate-Uid"] = "7",
        };
        var user = Impersonation.Apply(ApiUser.Admin, headers, out _);
        Assert.NotNull(user);
        Assert.Equal("bob", user.Name);
        Assert.Equal("7", user.Uid);
        Assert.Equal(["devs", "ops", "system:authenticated"], user.Groups);
    }

    [Fact]
    public void A_service_account_comes_with_its_groups()
    {
        var headers = new HeaderDictionary { ["Impersonate-User"] = "system:serviceaccount:shop:web" };
        var user = Impersonation.Apply(ApiUser.Admin, headers, out _);
        Assert.Equal(
            ["system:serviceaccounts", "system:serviceaccounts:shop", "system:authenticated"], user?.Groups);
    }

    [Fact]
    public void Others_are_refused()
    {
        var headers = new HeaderDictionary { ["Impersonate-User"] = "bob" };
        Assert.Null(Impersonation.Apply(new ApiUser("eve", ["devs"]), headers, out var refusal));
        Assert.Contains("\"eve\" cannot impersonate", refusal);
    }

    [Fact]
    public void A_group_without_a_user_is_refused()
    {
        var headers = new HeaderDictionary { ["Impersonate-Group"] = "devs" };
        Assert.Null(Impersonation.Apply(ApiUser.Admin, headers, out var refusal));
        Assert.NotEmpty(refusal);
    }
}
