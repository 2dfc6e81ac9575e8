<%@ page contentType="text/html;charset=UTF-8" session="false" %>
<%@ taglib prefix="c" uri="http://java.sun.com/jsp/jstl/core" %>
<!DOCTYPE html>
<html lang="en">
<head><title>Sign in</title><link rel="stylesheet" href="<c:url value='/static/shop.css'/>"></head>
<body>
<header><h1>Sign in</h1></header>
<c:if test="${failed}"><p class="error">E-mail address or password is wrong.</p></c:if>
<form method="post" action="<c:url value='/login'/>">
<p><label>E-mail <input name="email" type="email" required></label></p>
<p><label>Password <input name="password" type="password" required></label></p>
<p><button>Sign in</button></p>
</form>
<p>Try anna@example.com with the password lamplight.</p>
</body>
</html>
