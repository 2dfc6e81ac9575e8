<%@ page contentType="text/html;charset=UTF-8" session="false" isErrorPage="true" %>
<%@ taglib prefix="c" uri="http://java.sun.com/jsp/jstl/core" %>
<!DOCTYPE html>
<html lang="en">
<head><title>Sorry</title><link rel="stylesheet" href="<c:url value='/static/shop.css'/>"></head>
<body>
<header><h1>Sorry</h1></header>
<p class="error">This did not work (<c:out value="${requestScope['javax.servlet.error.status_code']}"/>).</p>
<p><a href="<c:url value='/'/>">Back to the shop</a></p>
</body>
</html>
