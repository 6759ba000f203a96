using Fairway.Twin.Http.Security;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Fairway.Tests.Twin.Http;

public sealed class ImpersonationHeadersTests
{
    [Fact]
    public void Without_such_headers_nobody_is_impersonated()
    {
        Assert.Null(ImpersonationHeaders.Read(new HeaderDictionary { ["Accept"] = "*/*" }));
        Assert.Null(ImpersonationHeaders.Read(new HeaderDictionary { ["Impersonate-User"] = "" }));
    }

    [Fact]
    public void Every_part_of_the_user_is_read()
    {
        var wanted = ImpersonationHeaders.Read(new HeaderDictionary
        {
            ["Impersonate-User"] = "bob",
            ["Impersonate-Group"] = new(["devs", "ops"]),
            ["Impersonate-Uid"] = "7",
            ["Impersonate-Extra-Scopes"] = new(["view", "edit"]),
            ["Impersonate-Extra-Acme.com%2fProject"] = "x",
        })!;
        Assert.Equal("bob", wanted.Name);
        Assert.Equal(["devs", "ops"], wanted.Groups);
        Assert.Equal("7", wanted.Uid);
        Assert.Equal(["acme.com/project", "scopes"], wanted.Extra.Select(e => e.Key));
        Assert.Equal(["view", "edit"], wanted.Extra[1].Value);
    }

    [Fact]
    public void A_group_without_a_user_is_not_forgotten()
    {
        var wanted = ImpersonationHeaders.Read(new HeaderDictionary { ["Impersonate-Group"] = "devs" });
        Assert.Equal(["devs"], wanted!.Groups);
        Assert.Equal("", wanted.Name);
    }
}
